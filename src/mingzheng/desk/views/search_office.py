"""The office's side of the search: its dictionary and synonyms, how the index stands, what people looked for."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Tab
from mingzheng.desk.access import TIME_POSTS, StaffRequest, every, post_required
from mingzheng.search import commands, following, queries
from mingzheng.search.models import DictionaryTerm, SynonymGroup

PERIODS = {"7": 7, "30": 30, "90": 90, "180": 180}

keeper_required = post_required(*TIME_POSTS)


class TermForm(forms.Form):
    word = forms.CharField(
        label=gettext_lazy("词语"),
        max_length=40,
        help_text=gettext_lazy("文件里的固定叫法，如“公租房”“双随机一公开”。加入后索引会自动重建。"),
        error_messages={"required": gettext_lazy("请填写词语。")},
    )


class SynonymsForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("一组同义词"),
        max_length=200,
        help_text=gettext_lazy("用顿号分开，如“公租房、公共租赁住房”。找其中一个，其余的一并找到；保存后立即生效。"),
        error_messages={"required": gettext_lazy("请填写一组同义词。")},
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def terms(request: StaffRequest) -> HttpResponse:
    """The dictionary and the synonyms, each with a form for one more; how far the index is."""
    sent = request.POST.get("form") if request.method == "POST" else ""
    term, group = _filled(TermForm, request, sent == "term"), _filled(SynonymsForm, request, sent == "synonyms")
    if sent == "term" and _taken(term, lambda data: commands.add_term(data["word"], request.actor)):
        messages.info(request, _("词典已更新，索引会在后台重建。"))
        return redirect("desk:search-terms")
    if sent == "synonyms" and _taken(group, lambda data: commands.add_synonyms(_split(data["words"]), request.actor)):
        messages.info(request, _("同义词已保存，立即生效。"))
        return redirect("desk:search-terms")
    context = {
        "term_form": term,
        "synonyms_form": group,
        "terms": queries.dictionary(),
        "groups": queries.synonym_groups(),
        "buildings": queries.buildings(),
        "waiting": following.needs_building(),
        "behind": following.behind(),
    }
    return render(request, "desk/search/terms.html", context)


def _filled(form: Any, request: StaffRequest, sent: bool) -> Any:
    return form(request.POST) if sent else form()


def _taken(form: Any, command: Any) -> bool:
    """Was the form good, and did the command take it? A refusal stands at its field."""
    if not form.is_valid():
        return False
    try:
        command(form.cleaned_data)
    except Refused as refused:
        say_no(form, refused)
        return False
    return True


def _split(words: str) -> list[str]:
    return [word for word in re.split(r"[、，,；;\s]+", words) if word]


@post_required(*TIME_POSTS, opens=every(DictionaryTerm.objects.all))
@require_POST
def term_off(request: StaffRequest, term: DictionaryTerm) -> HttpResponse:
    """Switch a term off."""
    commands.remove_term(term, request.actor)
    messages.info(request, _("已停用：%(word)s。索引会在后台重建。") % {"word": term.word})
    return redirect("desk:search-terms")


@post_required(*TIME_POSTS, opens=every(SynonymGroup.objects.all))
@require_POST
def synonyms_off(request: StaffRequest, group: SynonymGroup) -> HttpResponse:
    """Switch a group of synonyms off."""
    commands.remove_synonyms(group, request.actor)
    messages.info(request, _("已停用：%(words)s。") % {"words": group})
    return redirect("desk:search-terms")


@keeper_required
@require_safe
def report(request: StaffRequest) -> HttpResponse:
    """What people looked for, and what they did not find."""
    chosen = request.GET.get("days", "30")
    days = PERIODS.get(chosen, 30)
    tabs = [Tab(_("近 %(n)s 天") % {"n": n}, f"?days={key}", n == days) for key, n in PERIODS.items()]
    context = {"report": queries.asked_report(days), "tabs": tabs, "days": days}
    return render(request, "desk/search/report.html", context)
