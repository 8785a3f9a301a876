"""How the desk takes a form: carried out once, refused in its place, drawn on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import once, say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest


def take(
    request: StaffRequest, form: forms.BaseForm, purpose: str, act: Callable[[dict[str, Any]], object]
) -> str | None:
    """Carry out a posted form once; pressed twice, it gives the first result again.

    Args:
        purpose: what the form is for, and the record that it concerns.
        act: gets what was typed; returns what the next page is found by, usually a primary key.

    Returns:
        What ``act`` returned, as text; None when the page has to be drawn (again): the form says why.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(form, purpose, act, holder=str(request.actor)).result
    except Refused as refused:
        say_no(form, refused)
        return None


def form_page(
    request: StaffRequest, form: forms.Form, title: str, verb: str, back: str, crumbs: list[Crumb], lead: str = ""
) -> HttpResponse:
    """One form on a page of its own."""
    context = {"form": form, "title": title, "verb": verb, "back": back, "crumbs": crumbs, "lead": lead}
    return render(request, "desk/form.html", context)


def saving_page(
    request: StaffRequest,
    form: forms.Form,
    save: Callable[[dict[str, Any]], object],
    *,
    said: str,
    onward: Callable[[Any], str],
    page: dict[str, Any],
    template: str = "desk/saving_form.html",
) -> HttpResponse:
    """Show a form, save it once; what is refused stands at its field and nothing typed is lost.

    Args:
        save: what the command does; returns what ``onward`` finds the next page by.
        page: title, action, back, lead and crumbs.
    """
    made = take(request, form, request.path, save)
    if made is not None:
        messages.success(request, said)
        return redirect(onward(made))
    return render(request, template, {"form": form, **page})


def begun(
    request: StaffRequest, form: forms.BaseForm, purpose: str, act: Callable[[dict[str, Any]], object], said: str = ""
) -> HttpResponse | None:
    """``take`` a form that opens a case, say so, and go on to the case; None when the page has to be drawn (again)."""
    made = take(request, form, purpose, act)
    if made is None:
        return None
    if said:
        messages.success(request, said)
    return redirect("desk:case", pk=made)
