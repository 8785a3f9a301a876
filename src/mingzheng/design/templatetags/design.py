"""``{% load design %}``: the components of the design system. One line of usage is in each docstring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput, Textarea
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingzheng.design import typed
from mingzheng.design.parts import Crumb, DataTable
from mingzheng.design.pictures import LIGHTS, icon_html
from mingzheng.design.templatetags import design_clock, design_figures, design_fixed, design_text

register = template.Library()
for library in (design_text.register, design_figures.register, design_fixed.register, design_clock.register):
    register.tags.update(library.tags)
    register.filters.update(library.filters)

VALIDITY = {
    "valid": ("circle-check-filled", gettext_lazy("现行有效")),
    "pending": ("clock", gettext_lazy("尚未施行")),
    "amended": ("pencil", gettext_lazy("已修改")),
    "partial": ("pencil", gettext_lazy("部分失效")),
    "expired": ("alert-octagon-filled", gettext_lazy("已失效")),
    "repealed": ("alert-octagon-filled", gettext_lazy("已废止")),
    "unknown": ("help-circle", gettext_lazy("有效性未标注")),
}
CALLOUTS = {
    "info": "info-circle",
    "warning": "alert-triangle-filled",
    "danger": "alert-octagon-filled",
    "done": "circle-check-filled",
    "official": "scale",
}
FILE_ICONS = {
    "xlsx": "file-spreadsheet",
    "xls": "file-spreadsheet",
    "csv": "file-spreadsheet",
    "ics": "calendar-event",
}


def _rendered(content: str) -> SafeString:
    """What stood between a block tag and its end: rendered, hence escaped, by the template engine already."""
    return mark_safe(content.strip())  # noqa: S308


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """``{% icon "search" %}`` beside words; ``{% icon "bell" label="通知" %}`` alone; ``size="lg"``."""
    return icon_html(name, str(label), size)


@register.simple_tag
def light(colour: str, word: str = "") -> SafeString:
    """``{% light "red" word="逾期 3 天" %}``: shape, word, colour. Colours: green, amber, red, done, none."""
    name, usual = LIGHTS.get(colour, LIGHTS["none"])
    css = colour if colour in LIGHTS else "none"
    return format_html('<span class="light light--{}">{}<span>{}</span></span>', css, icon(name), word or usual)


@register.simple_tag
def validity_badge(state: str, until: object = None) -> SafeString:
    """``{% validity_badge "valid" until=day %}``: valid, pending, amended, partial, expired, repealed, unknown."""
    name, word = VALIDITY.get(state, VALIDITY["unknown"])
    open_ended = not until or state in ("expired", "repealed")  # "repealed until" would mislead
    said = str(word) if open_ended else f"{word}（{_('至')}{design_text.cn_date(until)}）"
    return format_html('<span class="badge badge--{}">{}<span>{}</span></span>', state, icon(name), said)


@register.simple_block_tag(takes_context=True)
def page_header(context: Any, content: str, title: str, *, kicker: str = "", lead: str = "") -> str:
    """``{% page_header title kicker=… lead=… %}buttons{% endpage_header %}``: the h1 and its actions."""
    data = {"title": title, "kicker": kicker, "lead": lead, "actions": _rendered(content)}
    return render_to_string("design/components/page_header.html", data)


@register.simple_block_tag
def callout(content: str, kind: str = "info", title: str = "") -> str:
    """``{% callout "warning" "标题" %}…{% endcallout %}``: info, warning, danger, done, official."""
    data = {
        "kind": kind,
        "title": title,
        "body": _rendered(content),
        "icon_name": CALLOUTS.get(kind, CALLOUTS["info"]),
    }
    return render_to_string("design/components/callout.html", data)


@register.inclusion_tag("design/components/empty_state.html")
def empty_state(
    title: str, what: str = "", how: str = "", *, url: str = "", action: str = "", icon_name: str = "inbox"
) -> dict[str, Any]:
    """``{% empty_state "暂无征集" "这里会列出……" "由……发布后自动出现" url=… action="…" %}``."""
    return {"title": title, "what": what, "how": how, "url": url, "action": action, "icon_name": icon_name}


@register.inclusion_tag("design/components/button.html")
def button(
    text: str,
    *,
    kind: str = "",
    icon_name: str = "",
    href: str = "",
    name: str = "",
    value: str = "",
    type: str = "submit",  # noqa: A002 - the word of the element
    small: bool = False,
    disabled: bool = False,
    form: str = "",
) -> dict[str, Any]:
    """``{% button "提交审查" kind="primary" icon_name="send" name="a" value="b" %}``; ``href``: link."""
    return {
        "text": text, "kind": kind, "icon_name": icon_name, "href": href, "name": name, "value": value,
        "type": type, "small": small, "disabled": disabled, "form": form,
    }  # fmt: skip


@register.simple_tag
def options(choices: Iterable[tuple[object, object]], chosen: object = "") -> SafeString:
    """``{% options kinds filters.kind %}``: the options of a select from (value, words) pairs, the chosen one marked."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, " selected" if value == chosen else "", words) for value, words in choices),
    )


@register.inclusion_tag("design/components/breadcrumb.html")
def breadcrumb(crumbs: Iterable[Crumb | tuple[str, str]]) -> dict[str, Any]:
    """``{% breadcrumb crumbs %}``: ``Crumb`` or (label, url) pairs; the last is the present page; alone it would repeat the heading."""
    steps = [crumb if isinstance(crumb, Crumb) else Crumb(*crumb) for crumb in crumbs or ()]
    return {"steps": steps if len(steps) > 1 else []}


@register.inclusion_tag("design/components/field.html")
def field(bound: BoundField, *, optional: bool = True, short: bool = False) -> dict[str, Any]:
    """``{% field form.title %}``: label, help, control, error in place, tied together for a screen reader."""
    described = []
    if bound.help_text:
        described.append(f"{bound.auto_id}-help")
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
    attrs: dict[str, str | bool] = {}
    if described and not bound.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    most = bound.field.widget.attrs.get("maxlength", "") if isinstance(bound.field.widget, Textarea) else ""
    return {
        "bound": bound,
        "most": most,
        "control": bound.as_widget(attrs=attrs),
        "described": " ".join(described),
        "fieldset": bound.use_fieldset,
        "check": isinstance(bound.field.widget, CheckboxInput),
        "optional": optional and not bound.field.required,
        "short": short,
    }


@register.inclusion_tag("design/components/form_errors.html")
def form_errors(form: BaseForm, focus: bool = True) -> dict[str, Any]:
    """``{% form_errors form %}`` above a form: each error a link to its field; takes the focus."""
    wrong = [bound for bound in form if bound.errors] if form.is_bound else []
    whole = list(form.non_field_errors()) if form.is_bound else []
    return {"wrong": wrong, "whole": whole, "count": len(wrong) + len(whole), "focus": focus}


@register.inclusion_tag("design/components/typed.html", takes_context=True)
def typed_words(context: template.Context, way_back: bool = True) -> dict[str, Any]:
    """``{% typed_words %}`` on a page that refuses a form as a whole: what was written, to be copied, and the way back."""
    request = context["request"]
    back = typed.came_from(request) if way_back and request.method == "POST" else ""
    return {"words": typed.typed_words(request), "back": back}


@register.inclusion_tag("design/components/guards.html")
def guards(form: BaseForm) -> dict[str, Any]:
    """``{% guards form %}`` inside a public form: its key, what only machines see, and the plain question when one is asked."""
    return {"form": form, "question": getattr(form, "question", None)}


@register.inclusion_tag("design/components/timeline.html")
def timeline(entries: Iterable[object], label: str = "") -> dict[str, Any]:
    """``{% timeline entries label="办理经过" %}``: ``TimelineEntry``, in the order given."""
    return {"entries": entries, "label": label}


@register.inclusion_tag("design/components/steps.html")
def steps(items: Iterable[object], label: str = "") -> dict[str, Any]:
    """``{% steps items label="办理步骤" %}``: ``Step`` with state done, current or todo."""
    return {"items": items, "label": label or _("办理步骤")}


@register.inclusion_tag("design/components/tabs.html")
def tabs(items: Iterable[object], label: str) -> dict[str, Any]:
    """``{% tabs items label="按……查看" %}``: ``Tab`` links, one current."""
    return {"items": items, "label": label}


@register.inclusion_tag("design/components/pagination.html")
def pagination(previous: str = "", following: str = "", summary: str = "") -> dict[str, Any]:
    """``{% pagination prev_url next_url "本页 20 条" %}``: keyset paging, back and forward only."""
    return {"previous": previous, "following": following, "summary": summary}


@register.inclusion_tag("design/components/data_table.html")
def data_table(table: DataTable) -> dict[str, Any]:
    """``{% data_table table %}``: rows become cards on a phone.

    By hand: class "table table--cards", the ARIA roles of a table, and data-label on every cell.
    """
    return {"table": table}


@register.inclusion_tag("design/components/definition_list.html")
def definition_list(pairs: Iterable[object], single: bool = False) -> dict[str, Any]:
    """``{% definition_list pairs %}``: ``Pair`` lines of a header table; ``single`` for one column."""
    return {"pairs": pairs, "single": single}


@register.inclusion_tag("design/components/file_link.html")
def file_link(name: str, url: str, size: int | None = None, note: str = "") -> dict[str, Any]:
    """``{% file_link "任务分解表.xlsx" url size=20480 %}``: kind and size are said before the click."""
    kind = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    return {
        "name": name,
        "url": url,
        "size": size,
        "note": note,
        "kind": kind.upper(),
        "icon_name": FILE_ICONS.get(kind, "file-text"),
    }
