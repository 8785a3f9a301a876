"""The page of one rule: rows in groups, the sentence and the audience beside them, examples, back-tests. Works without scripts."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import pk_of
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.permission import permitted
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.views.policy_push import find_rule
from mingzheng.policy.push import editor, trying
from mingzheng.policy.push.audiences import Audience, audience
from mingzheng.policy.push.columns import columns_of
from mingzheng.policy.push.conditions import Fault, phrase, read, rows_of, sentence
from mingzheng.policy.push.conditions.tree import normal
from mingzheng.policy.push.conditions.wording import value_text
from mingzheng.policy.push.forms import BackTestForm, EditForm
from mingzheng.policy.push.models import Example, Rule
from mingzheng.policy.push.portal_forms import FactsForm

FIELDS = ("benefit", "apply_until", "valid_from", "grants")


@staff_required(opens=find_rule)
@require_http_methods(["GET", "POST"])
def rule_page(request: StaffRequest, rule: Rule) -> HttpResponse:
    """Buttons of the form change the tree and draw it again; only 保存 saves."""
    if request.method == "GET":
        return _page(request, rule, rule.tree or editor.EMPTY, _form(rule))
    tree = editor.change(editor.read_post(request.POST), request.POST.get("do", ""))
    form = EditForm(request.POST, case=rule.case)
    form.fields["tree"].required = False
    if request.POST.get("do") != "save":
        form.is_bound = True
        return _page(request, rule, tree, form, bound=True)
    _node, faults = read(tree, rule.who)
    if faults:
        return _page(request, rule, tree, form, faults=faults, status=422)
    try:
        data = {name: request.POST.get(name, "") for name in FIELDS}
        act(rule.case, "edit", request.actor, {**data, "tree": json.dumps(tree)})  # type: ignore[arg-type]
    except FormRefused as refused:
        return _page(request, rule, tree, refused.form, status=422)
    except Refused as refused:
        return _page(request, rule, tree, form, refusal=refused, status=422)
    messages.success(request, _("条件已保存。"))
    return redirect("desk:push-rule", rule.pk)


def _form(rule: Rule) -> EditForm:
    return EditForm(case=rule.case, initial={name: getattr(rule, name) for name in FIELDS})


def _page(
    request: StaffRequest,
    rule: Rule,
    tree: dict[str, Any],
    form: forms.Form,
    *,
    faults: list[Fault] | None = None,
    refusal: Refused | None = None,
    bound: bool = False,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    if rule.case is None:
        raise Http404
    allowed = {action.step.command for action in permitted(rule.case, request.actor) if action.allowed}
    node = rule.node
    saved_rows = rows_of(normal(node)) if node is not None else []
    tests = [
        (test, [(phrase(saved_rows[place]), number) for place, number in test.misses if place < len(saved_rows)])
        for test in rule.back_tests.all()[:5]
    ]
    # A button that only changes the tree complains of nothing yet.
    shown = EditForm(initial={name: request.POST.get(name, "") for name in FIELDS}) if bound else form
    context = {
        "rule": rule,
        "case": rule.case,
        "state": rule.case.state_now,
        "form": shown,
        "fields": [shown[name] for name in FIELDS],
        "root": editor.drawn(tree, rule.who, faults or ()),
        "full": editor.too_many(tree),
        "faults": faults or [],
        "refusal": refusal,
        "may_edit": "edit" in allowed,
        "may_list": rule.grants
        and rule.status == Rule.Status.APPROVED
        and request.actor.unit_id == rule.policy.unit_id,
        "tried": trying.run_examples(rule, rule.examples.all(), timekeeping.today()) if node is not None else [],
        "examples": [(one, _values(rule, one)) for one in rule.examples.all()],
        "example_form": more.get("example_form") or ExampleForm(),
        "facts_form": more.get("facts_form") or FactsForm(rule.who, beside=rule.pk),
        "test_form": more.get("test_form") or BackTestForm(),
        "tests": tests,
        "crumbs": [Crumb(_("精准推送"), reverse("desk:push")), Crumb(rule.policy.title)],
        **_beside(rule, tree),
    }
    return render(request, "desk/push/rule.html", context, status=status)


def _beside(rule: Rule, tree: dict[str, Any]) -> dict[str, Any]:
    """The sentence and the audience of what is written now; None while it does not read."""
    node, faults = read(tree, rule.who)
    counted: Audience | None = audience(node, rule.who, timekeeping.today()) if node is not None else None
    return {
        "sentence": sentence(node, rule.who) if node is not None else "",
        "audience": counted,
        "unfinished": len(faults),
        "rule": rule,
    }


@staff_required(opens=find_rule)
@require_POST
def live(request: StaffRequest, rule: Rule) -> HttpResponse:
    """The part beside the form, while somebody writes."""
    return render(request, "desk/push/_beside.html", _beside(rule, editor.read_post(request.POST)))


class ExampleForm(forms.Form):
    title = forms.CharField(
        label=_("例子叫什么"),
        max_length=100,
        help_text=_("如「刚成立的小企业」。不要用真人的情况。"),
        error_messages={"required": _("请写例子的名字。")},
    )
    wanted = forms.ChoiceField(
        label=_("应当得出"),
        choices=Example.Wanted.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择应当得出什么。")},
    )


def _values(rule: Rule, example: Example) -> str:
    values = trying.read_values(rule, example)
    said = [
        f"{column.label}：{value_text(column, values[column.field])}"
        for column in columns_of(rule.who)
        if values.get(column.field) is not None
    ]
    return "；".join(said) or _("什么都不知道")


@staff_required(opens=find_rule)
@sensitive_post_parameters()
@require_POST
def example(request: StaffRequest, rule: Rule) -> HttpResponse:
    """Add an example, or drop one."""
    dropped = pk_of(request.POST.get("drop", ""))
    back = redirect(f"{reverse('desk:push-rule', args=[rule.pk])}#examples")
    if dropped is not None:
        try:
            trying.drop_example(rule, request.actor, dropped)
        except Refused as refused:
            messages.error(request, str(refused))
        return back
    form, facts = ExampleForm(request.POST), FactsForm(rule.who, request.POST, beside=rule.pk)
    if _added(request, rule, form, facts):
        return back
    return _page(request, rule, rule.tree or editor.EMPTY, _form(rule), status=422, example_form=form, facts_form=facts)


def _added(request: StaffRequest, rule: Rule, form: ExampleForm, facts: FactsForm) -> bool:
    """False when it was refused: said in the form, with everything typed."""
    if not (form.is_valid() and facts.is_valid()):
        return False
    said = form.cleaned_data
    try:
        trying.add_example(rule, request.actor, said["title"], said["wanted"], facts.cleaned_data)
    except Refused as refused:
        say_no(form, refused)
        return False
    return True


@staff_required(opens=find_rule)
@sensitive_post_parameters()
@require_POST
def back_test(request: StaffRequest, rule: Rule) -> HttpResponse:
    """Judge a past list; it is counted and let go."""
    form = BackTestForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            trying.back_test(rule, request.actor, form.cleaned_data["title"], upload.read(), upload.name)
        except Refused as refused:
            say_no(form, refused)
        else:
            return redirect(f"{reverse('desk:push-rule', args=[rule.pk])}#tests")
    return _page(request, rule, rule.tree or editor.EMPTY, _form(rule), status=422, test_form=form)
