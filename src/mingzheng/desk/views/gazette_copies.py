"""The desk's pages of printed copies: who receives them, what was sent, what was received."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import pk_of, whole
from mingzheng.core.submissions.acting import say_no
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required, refused_status, staff_required
from mingzheng.desk.views.gazette import crumbs, find
from mingzheng.disclosure.gazette import commands, forms, queries
from mingzheng.disclosure.gazette.models import Dispatch, Issue, Recipient


@staff_required
@require_GET
def recipients(request: StaffRequest) -> HttpResponse:
    rows = list(queries.recipients())
    context = {
        "rows": rows,
        "total": sum(row.copies for row in rows if row.active),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": crumbs(last=_("赠阅名单")),
    }
    return render(request, "desk/gazette/recipients.html", context)


@post_required(*OFFICE_POSTS, opens=every(Recipient.objects.all))
@require_http_methods(["GET", "POST"])
def recipient(request: StaffRequest, held: Recipient | None = None) -> HttpResponse:
    """Enter a recipient, or change one."""
    form = forms.RecipientForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        try:
            row = commands.save_recipient(request.actor, form.cleaned_data, held)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已登记「%(name)s」，每期 %(n)s 份。") % {"name": row.name, "n": row.copies})
            return redirect("desk:gazette-recipients")
    title = _("更改赠阅单位") if held else _("登记赠阅单位")
    context = {
        "form": form,
        "title": title,
        "action": _("保存") if held else _("登记"),
        "back": reverse("desk:gazette-recipients"),
        "crumbs": crumbs(last=title),
    }
    return render(request, "desk/gazette/form.html", context)


@staff_required(opens=find)
@require_http_methods(["GET", "POST"])
def distribution(request: StaffRequest, issue: Issue) -> HttpResponse:
    """The list for one issue: send, and see what arrived."""
    if issue.status != Issue.Status.PUBLISHED:
        raise Http404
    refused, typed = None, {}
    if request.method == "POST":
        typed = {name: text for name, text in request.POST.items() if name.startswith("copies-")}
        try:
            made = commands.dispatch(issue, request.actor, _copies(request))
        except Refused as no:
            refused = no
        else:
            total = sum(row.copies for row in made)
            messages.success(request, _("已登记发出 %(n)s 份，%(k)s 家。") % {"n": total, "k": len(made)})
            return redirect("desk:gazette-distribution", pk=issue.pk)
    found = queries.distribution(issue)
    context = {
        "issue": issue,
        "found": found,
        "lines": [(line, typed.get(f"copies-{line.recipient.pk}", line.recipient.copies)) for line in found.lines],
        "office": request.actor.post in OFFICE_POSTS,
        "unsent": any(line.sent is None for line in found.lines),
        "refused": refused,
        "crumbs": crumbs(issue, _("赠阅")),
    }
    return render(request, "desk/gazette/distribution.html", context, status=refused_status(request, refused))


def _copies(request: StaffRequest) -> dict[int, int]:
    """Recipient → copies, for those that were ticked.

    Raises:
        Refused: a number that cannot be.
    """
    found = {}
    for text in request.POST.getlist("send"):
        pk = pk_of(text)
        if pk is None:
            continue
        typed = request.POST.get(f"copies-{pk}", "")
        copies = whole(typed, 4)
        if copies is None or not 1 <= copies <= 2000:
            raise Refused(f"份数「{typed[:20]}」不对。", remedy="请填 1 至 2000 的数字。")
        found[pk] = copies
    return found


@post_required(*OFFICE_POSTS, opens=every(Dispatch.objects.select_related("issue__case", "recipient").all))
@require_http_methods(["GET", "POST"])
def receipt(request: StaffRequest, row: Dispatch) -> HttpResponse:
    """Write down that copies arrived."""
    start = {
        "received_on": row.received_on or timekeeping.today(),
        "received_copies": row.received_copies or row.copies,
    }
    form = forms.ReceiptForm(request.POST or None, initial=start)
    back = reverse("desk:gazette-distribution", args=[row.issue_id])
    if request.method == "POST" and form.is_valid():
        try:
            commands.receive(row, request.actor, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("已登记%(who)s的签收。") % {"who": row.recipient.name})
            return redirect(back)
    context = {
        "form": form,
        "title": _("登记签收：%(who)s") % {"who": row.recipient.name},
        "lead": _("%(day)s 发出 %(n)s 份。") % {"day": chinese_date(row.sent_on), "n": row.copies},
        "action": _("登记"),
        "back": back,
        "crumbs": crumbs(row.issue, _("登记签收")),
    }
    return render(request, "desk/gazette/form.html", context)
