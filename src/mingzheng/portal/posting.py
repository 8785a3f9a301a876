"""How the portal takes a public form: asked where it was sent from, slowed down where a machine may be at work, taken once.

Nobody is shut out: who sends a great deal, or fills in what people do not see, answers a plain question first. It works
without JavaScript, with a screen reader and from behind the one address of a whole school.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mingzheng.core import codes
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import once, say_no
from mingzheng.core.submissions.commands import taken_within
from mingzheng.core.submissions.keys import KEY
from mingzheng.core.submissions.public import PublicForm
from mingzheng.portal import guarding
from mingzheng.portal.guarding import QuestionForm

MANY = 60  # of one kind, from one network address, within ten minutes; then the question is asked
RECEIPT = dt.timedelta(days=1)  # so long a receipt can be read again at its address
MISSES = 10  # codes that led to nothing
View = Callable[..., HttpResponse]
Found = TypeVar("Found")


def public(view: View) -> View:
    """A view with a form: never cached, sets no cookie; the browser is asked instead where the form was sent from."""
    asked: View = require_http_methods(["GET", "HEAD", "POST"])(never_cache(sensitive_post_parameters()(view)))
    return csrf_exempt(asked)


def take(
    request: HttpRequest,
    form: PublicForm,
    purpose: str,
    act: Callable[[dict[str, Any]], object],
    *,
    many: int | None = None,
) -> str | None:
    """Carry out a posted form once; pressed twice, it gives the first result again.

    Args:
        purpose: what the form is for, "room.act" and the record that it concerns ("consultations.comment:17").
        act: gets what was typed; returns what the next page is found by, usually a primary key.
        many: so many of them from one address within ten minutes before the plain question is asked; ``MANY`` unless told.

    Returns:
        What ``act`` returned, as text; None when nothing was taken: the form says why and what to do.
    """
    if not form.is_valid():
        return None
    what = purpose.partition(":")[0]
    return _guarded(
        request,
        form,
        what,
        lambda _counted: once(form, purpose, lambda data: act(_typed(data))).result,
        MANY if many is None else many,
    )


def receipt_code(key: str, purpose: str) -> str:
    """The query code that a receipt shows: of the form with this key, taken within a day; "" when there is none.

    A form that was taken answers with the address of its receipt, so that a page that is loaded again sends nothing. The
    address holds the form's key, which nobody else knows, and nothing of a person.
    """
    return codes.code_for(purpose, key) if KEY.fullmatch(key) and taken_within(key, RECEIPT) else ""


def look_up(
    request: HttpRequest, form: PublicForm, purpose: str, find: Callable[[], Found | None], *, many: int | None = None
) -> Found | None:
    """What a posted code leads to, or None and the form says why. Only misses count, so that nobody is locked out.

    Args:
        find: None for what is not there, or raises ``Refused`` in words of its own.
        many: misses before the plain question, ``MISSES`` unless told.
    """
    if not form.is_valid():
        return None

    what = purpose.partition(":")[0]

    def found(counted: bool) -> Found:
        one = find()
        if one is None:
            raise Refused(_("没有查到。"), remedy=_("请逐位核对后再查一次。"), code="not_found")
        if counted:
            guarding.not_counted(request, what)
        return one

    return _guarded(request, form, what, found, MISSES if many is None else many)


def _guarded(
    request: HttpRequest, form: PublicForm, what: str, act: Callable[[bool], Found], many: int
) -> Found | None:
    """``act`` is told whether the try was counted."""
    try:
        guarding.from_here(request, _("请打开本网站的页面填写。"))
        return act(_a_person(request, form, what, many))
    except Refused as refused:
        say_no(form, refused)
        return None


def _a_person(request: HttpRequest, form: PublicForm, what: str, many: int) -> bool:
    """Few enough (True) and nothing that only a machine fills in, or the plain question answered."""
    few = guarding.few(request, what, many)
    if few and not form.cleaned_data.get("website"):
        return True
    asked = QuestionForm(request.POST)
    if asked.right:
        return few
    form.question = asked.again()
    raise Refused(_("提交之前，请先回答下面的问题。"), remedy=_("填写的内容都还在。"), code="question")


def _typed(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "website"}
