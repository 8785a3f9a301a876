"""接口说明: how other systems read what is public."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mingzheng.portal import interfaces, structure
from mingzheng.portal.page import draw

PROBLEMS = (
    (400, gettext_lazy("请求无法理解，例如 after 不是这个列表给出的。")),
    (404, gettext_lazy("没有这个地址，或者没有这条公开的记录。")),
    (405, gettext_lazy("只支持 GET 和 HEAD。")),
    (410, gettext_lazy("曾经公开，已经撤下。detail 是公开的说明；请删除保存的副本。")),
    (422, gettext_lazy("参数写得不对，或者没有这个参数。errors 逐项说明。")),
    (429, gettext_lazy("问得太快。等 Retry-After 所写的秒数再问。")),
    (500, gettext_lazy("我们出了错，已经记下，请稍后再试。")),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What there is, how to page, errors, rates, every operation with an example."""
    return draw(
        request,
        "portal/interfaces.html",
        column=structure.find("interfaces"),
        shows=(),
        rooms=interfaces.rooms(),
        root=request.build_absolute_uri("/").rstrip("/"),
        problems=PROBLEMS,
        sample=interfaces.problem_sample(),
        per_minute=settings.MINGZHENG_API_PER_MINUTE,
        also=(
            ("portal:datasets", _("开放数据"), _("按表下载：csv、json、xlsx。")),
            ("portal:datasets-catalogue", _("DCAT 目录"), _("数据集的目录，JSON-LD，给数据门户收割。")),
            ("portal:documents-feed", _("最新文件（Atom）"), _("新公开的五十份文件；各单位、各栏目也有。")),
            ("portal:sitemap-xml", _("sitemap.xml"), _("全部公开网页的地址。")),
        ),
    )
