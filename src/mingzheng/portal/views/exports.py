"""The list of documents in hand as a file, narrowed as the reader narrowed it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.disclosure.documents import datasets, listing
from mingzheng.disclosure.documents.listing import Choice
from mingzheng.portal import tabular

MOST = {"csv": 20_000, "json": 20_000, "xlsx": 5_000}


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """At most ``MOST`` documents, the newest first; what was left out is said in the last line."""
    if kind not in MOST:
        raise Http404
    choice, most = Choice.of(request.GET, normative=request.GET.get("normative") == "1"), MOST[kind]
    return tabular.answer(
        kind,
        f"{_('公开文件')}-{timekeeping.today().isoformat()}",
        datasets.COLUMNS,
        datasets.values(listing.export_rows(choice, most + 1)),
        root=request.build_absolute_uri("/").rstrip("/"),
        most=most,
        left_out=_("还有更多文件没有列出：一次最多导出 %(most)d 件，请缩小范围后再导出。") % {"most": most},
    )
