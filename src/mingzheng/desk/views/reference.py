"""Reference data that the office keeps: the lexicon of secret marks and sensitive words, the dated deadline rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.privacy import commands as privacy
from mingzheng.core.privacy.models import LexiconWord
from mingzheng.core.procedures import rules
from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.submissions.fields import day, number
from mingzheng.desk.access import TIME_POSTS, StaffRequest, every, post_required

SHOWN = 300

keeper_required = post_required(*TIME_POSTS)


class WordForm(forms.Form):
    word = forms.CharField(
        label=gettext_lazy("词"), max_length=60, error_messages={"required": gettext_lazy("请填写要检查的词。")}
    )
    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=LexiconWord.Kind.choices)
    mode = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=LexiconWord.Mode.choices,
        help_text=gettext_lazy("“机密”一类的词在正文中常有别的意思，选“仅作为标志出现时提示”。"),
    )
    exceptions = forms.CharField(
        label=gettext_lazy("例外短语"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("含有这个词而不必提示的短语，用顿号分开。"),
    )
    note = forms.CharField(label=gettext_lazy("说明"), required=False, max_length=200)


@keeper_required
@require_http_methods(["GET", "POST"])
def lexicon(request: StaffRequest) -> HttpResponse:
    """The words, and a form for a new one (or a changed one: the same word again)."""
    form = WordForm(request.POST or None) if request.method == "POST" else WordForm()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        exceptions = [part.strip() for part in data["exceptions"].replace("，", "、").split("、") if part.strip()]
        try:
            entry = privacy.add_word(
                data["word"],
                data["kind"],
                actor=request.actor,
                mode=data["mode"],
                exceptions=exceptions,
                note=data["note"],
            )
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.info(request, _("词库已更新：%(word)s。") % {"word": entry.word})
            return redirect("desk:lexicon")
    words = LexiconWord.objects.order_by("-active", "kind", "word")[:SHOWN]
    return render(request, "desk/lexicon.html", {"form": form, "words": words, "total": LexiconWord.objects.count()})


@post_required(*TIME_POSTS, opens=every(LexiconWord.objects.all))
@require_POST
def lexicon_off(request: StaffRequest, entry: LexiconWord) -> HttpResponse:
    """Switch a word off; it stays in the list and can be switched on by adding it again."""
    privacy.remove_word(entry.word, actor=request.actor)
    messages.info(request, _("已停用：%(word)s。") % {"word": entry.word})
    return redirect("desk:lexicon")


class RuleForm(forms.Form):
    """A new version of a deadline rule. A rule of a fixed date has no length."""

    length = number(gettext_lazy("期限长度（天数）"), least=1, most=3650, required=False)
    warn = number(gettext_lazy("提前几个工作日亮黄灯"), least=0, most=60)
    article = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=200,
        error_messages={"required": gettext_lazy("请写明依据的条款或文件。")},
    )
    valid_from = day(
        gettext_lazy("施行日期"),
        gettext_lazy("自这一天起算的期限用新规则；已在计算的仍用原规则。"),
        required=True,
        lacking=gettext_lazy("请选择施行日期。"),
    )


@keeper_required
@require_http_methods(["GET"])
def deadline_rules(request: StaffRequest) -> HttpResponse:
    """Every rule with all its versions."""
    return render(request, "desk/rules.html", {"rules": DeadlineRule.objects.order_by("code", "-version")})


@keeper_required
@require_http_methods(["GET", "POST"])
def deadline_rule(request: StaffRequest, code: str) -> HttpResponse:
    """A new version of one rule."""
    newest = DeadlineRule.objects.filter(code=code).order_by("-version").first()
    if newest is None:
        return redirect("desk:rules")
    start: dict[str, Any] = {"length": newest.length, "warn": newest.warn, "article": newest.article}
    form = RuleForm(request.POST) if request.method == "POST" else RuleForm(initial=start)
    if newest.length is None:
        del form.fields["length"]
    else:
        form.fields["length"].required = True
    if request.method == "POST" and form.is_valid():
        try:
            made = rules.add_version(newest, request.actor, **form.cleaned_data)
        except Refused as refused:
            say_no(form, refused)
        else:
            said = {"label": made.label, "day": chinese_date(made.valid_from), "n": made.version}
            messages.info(request, _("「%(label)s」第 %(n)s 版已登记，自 %(day)s 起施行。") % said)
            return redirect("desk:rules")
    return render(request, "desk/rule.html", {"form": form, "rule": newest})
