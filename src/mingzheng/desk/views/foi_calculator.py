"""期限推演: a history typed line by line, and how the application stands after each event. Nothing is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.submissions.fields import ISO_DAY
from mingzheng.desk.access import staff_required
from mingzheng.requests.foi import calculator
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.clockwork import After, Happening
from mingzheng.requests.foi.law.happenings import CHANNELS, KINDS, PARTIES, POSITIONS
from mingzheng.requests.foi.law.histories import read

MOST = 40
ADDED = "new"
FIELDS: Mapping[str, tuple[str, ...]] = {
    "submitted": ("channel",),
    "receipt_confirmed": (),
    "correction_requested": ("delivered", "period_days"),
    "consult_sent": ("party", "ref", "delivered"),
    "consult_answered": ("ref", "position"),
    "consult_expired": ("ref",),
    "extension": ("days", "approved", "notified"),
    "delayed": ("until",),
    "fee_notice": ("delivered",),
    "replied": ("outcome",),
}
"""What is asked of an event beside its day."""
STARTS = {
    "channel": "in_person",
    "party": "third_party",
    "days": "20",
    "outcome": "A2",
    "approved": "on",
    "notified": "on",
}
"""With what the fields of an added event begin."""

WORDS = {
    "date": gettext_lazy("请填写日期，写成 2024-01-31。"),
    "number": gettext_lazy("请填写整数，不超过一年的天数。"),
}
"""What a form says where a file is told the name of the key."""

Row = dict[str, str]


def _outcomes() -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.name}") for one in outcomes.LEAVES.values()]


def _day(label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=20, widget=ISO_DAY)


class EventForm(forms.Form):
    """One event: its day, and what its kind asks."""

    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=list(KINDS.items()))
    date = _day(gettext_lazy("日期"))
    channel = forms.ChoiceField(label=gettext_lazy("渠道"), required=False, choices=list(CHANNELS.items()))
    party = forms.ChoiceField(label=gettext_lazy("征求谁的意见"), required=False, choices=list(PARTIES.items()))
    ref = forms.CharField(label=gettext_lazy("编号"), required=False, max_length=20)
    delivered = _day(gettext_lazy("送达日期"))
    period_days = forms.CharField(label=gettext_lazy("补正期限（工作日）"), required=False, max_length=6)
    position = forms.ChoiceField(
        label=gettext_lazy("意见"), required=False, choices=[("", gettext_lazy("未写明")), *list(POSITIONS.items())[1:]]
    )
    days = forms.CharField(label=gettext_lazy("延长（工作日）"), required=False, max_length=6)
    until = _day(gettext_lazy("确定的答复日期"))
    approved = forms.BooleanField(label=gettext_lazy("工作机构负责人已同意"), required=False)
    notified = forms.BooleanField(label=gettext_lazy("已告知申请人"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("办理结果"), required=False, choices=_outcomes)

    happening: Happening | None = None

    def __init__(self, row: Mapping[str, str], prefix: str) -> None:
        super().__init__({f"{prefix}-{name}": value for name, value in row.items()}, prefix=prefix)
        asked = ("kind", "date", *FIELDS.get(row["kind"], ()))
        self.fields = {name: self.fields[name] for name in asked}
        self.said = KINDS[row["kind"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self.happening = read(cleaned)
            except Refused as refused:
                said = WORDS.get(refused.code, str(refused))
                self.add_error(refused.field if refused.field in self.fields else None, said)
        return cleaned


@dataclass(frozen=True)
class Line:
    """An event of the page with what it led to; nothing where it cannot be read."""

    form: EventForm
    after: After | None = None


@staff_required
@require_http_methods(["GET", "POST"])
def calculator_page(request: HttpRequest) -> HttpResponse:
    """The form, its events with their results, and histories to begin from."""
    added: Row = {"date": ""}
    refused = ""
    if request.method == "POST":
        rows = _typed(request.POST)
        added = {name: request.POST.get(f"{ADDED}-{name}", "")[:30] for name in ("kind", "date")}
        rows, added, refused = _changed(rows, added, request.POST.get("do", ""))
    else:
        rows = _example(request.GET.get("example", ""))
    lines = _lines(rows)
    context = {
        "lines": lines,
        "kinds": KINDS.items(),
        "added": {"kind": "clock_check" if lines else "submitted"} | added,
        "refused": refused,
        "examples": [(n, title) for n, (title, _events) in enumerate(calculator.examples(), 1)],
    }
    return render(request, "desk/foi/calculator.html", context)


def _typed(post: QueryDict) -> list[Row]:
    """The events as they stand in the form, however the form was tampered with."""
    rows: list[Row] = []
    for n in range(MOST):
        kind = post.get(f"e{n}-kind", "")
        if kind in KINDS:
            named = ("date", *FIELDS.get(kind, ()))
            rows.append({"kind": kind} | {name: post.get(f"e{n}-{name}", "") for name in named})
    return rows


def _changed(rows: list[Row], added: Row, do: str) -> tuple[list[Row], Row, str]:
    """With one event more or less. An event with a day is added by whatever button, so that it is not lost."""
    verb, _dash, number = do.partition("-")
    if verb == "drop" and number.isascii() and number.isdigit():
        rows = [row for n, row in enumerate(rows) if n != int(number[:3])]
    if not added["date"]:
        wanted = do == "add"
        return rows, added, _("请先填写日期，再增加一行。") if wanted else ""
    if added["kind"] not in KINDS:
        return rows, added, _("请选择事项。")
    if len(rows) >= MOST:
        return rows, added, _("最多 %(n)s 项，请先删去不需要的。") % {"n": MOST}
    asked = FIELDS.get(added["kind"], ())
    row = added | {name: STARTS.get(name, "") for name in asked}
    return [*rows, row], {"date": ""}, ""


def _example(number: str) -> list[Row]:
    known = calculator.examples()
    if not (number.isascii() and number.isdigit()) or not 1 <= int(number[:3]) <= len(known):
        return []
    _title, events = known[int(number[:3]) - 1]
    return [_row(event) for event in events]


def _row(event: Mapping[str, Any]) -> Row:
    """An event as written down → as the form has it."""
    kind = str(event["type"])
    found = {"kind": kind, "date": str(event["date"])}
    for name in FIELDS.get(kind, ()):
        value = event.get("kind" if name == "party" else name, "")
        found[name] = ("on" if value else "") if name in ("approved", "notified") else str(value)
    return found


def _lines(rows: Sequence[Row]) -> list[Line]:
    """Each event read; those that can be read are reckoned together."""
    read_ones = [EventForm(row, f"e{n}") for n, row in enumerate(rows)]
    for form in read_ones:
        form.is_valid()
    history = [form.happening for form in read_ones if form.happening]
    afters = iter(calculator.reckoned(history))
    return [Line(form, next(afters) if form.happening else None) for form in read_ones]
