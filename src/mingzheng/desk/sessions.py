"""Where staff are signed in: written down at sign-in, ended here or elsewhere, over after their term.

A session is ended by deleting it: the next request that carries its key is nobody's, whichever process it reaches, and one
that is on its way cannot write it back.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.units.models import Person
from mingzheng.desk.models import KnownDevice, StaffSession

KEY = "staff_session"
EACH = 60  # seconds between two notes of when a session was last used
SYSTEMS = (
    (r"HarmonyOS|OpenHarmony", "鸿蒙"),
    (r"Android", "安卓"),
    (r"iPhone|iPad", "苹果手机或平板"),
    (r"Windows", "Windows"),
    (r"Mac OS X", "苹果电脑"),
    (r"Linux|X11", "Linux"),
)
BROWSERS = (
    (r"MicroMessenger", "微信"),
    (r"Edg", "Edge"),
    (r"Firefox", "火狐"),
    (r"Chrome|Chromium", "Chrome 或同类浏览器"),
    (r"Safari", "Safari"),
)


def device_of(agent: str) -> str:
    """What a browser says of itself, in words; the text itself is not kept."""
    system = next((word for shape, word in SYSTEMS if re.search(shape, agent)), "")
    browser = next((word for shape, word in BROWSERS if re.search(shape, agent)), "")
    return "，".join(part for part in (system, browser) if part) or "其他设备"


@receiver(user_logged_in)
def began(sender: Any, request: HttpRequest, user: Any, **_more: Any) -> None:
    """Write down a new sign-in; one from a kind of device that is new to the person is told to them."""
    if not isinstance(user, Person):
        return
    device = device_of(request.META.get("HTTP_USER_AGENT", ""))
    with transaction.atomic():
        _note(request.session, user, device)
        _known, new = KnownDevice.objects.get_or_create(person=user, device=device)
        if new and KnownDevice.objects.filter(person=user).exclude(device=device).exists():
            _tell(user, device)


@receiver(user_logged_out)
def ended(sender: Any, request: HttpRequest, **_more: Any) -> None:
    """Signed out by themselves: the session goes right after this."""
    StaffSession.objects.filter(session_key=request.session.session_key).delete()


def _note(session: SessionBase, person: Person, device: str) -> None:
    if session.session_key is None:
        session.create()
    moment = timezone.now()
    facts = {"person": person, "device": device, "began_at": moment, "seen_at": moment}
    row, _new = StaffSession.objects.update_or_create(session_key=session.session_key, defaults=facts)
    session[KEY] = {"row": row.pk, "key": session.session_key, "began": int(time.time()), "seen": int(time.time())}


def _tell(person: Person, device: str) -> None:
    from mingzheng.desk import commands

    text = _("您的账号刚刚在一台没有用过的设备上登录：%(device)s。不是您本人的，请结束那次登录并修改密码。")
    key = f"signed_in:{device}:{int(time.time())}"
    commands.tell([person.pk], text % {"device": device}, key=key, url=reverse("desk:sessions"))


def is_over(request: HttpRequest) -> bool:
    """Has the sign-in of this request outlived its term? Asked for every request; writes at most once a minute."""
    person = request.user
    if not isinstance(person, Person):
        return False
    held = request.session.get(KEY)
    if held is None:  # signed in before this was kept
        _note(request.session, person, device_of(request.META.get("HTTP_USER_AGENT", "")))
        return False
    now = time.time()
    over = now - held["began"] > settings.MINGZHENG_STAFF_HOURS * 3600
    if over or now - held["seen"] > settings.MINGZHENG_STAFF_IDLE_MINUTES * 60:
        StaffSession.objects.filter(pk=held["row"]).delete()
        return True
    if now - held["seen"] > EACH or held["key"] != request.session.session_key:
        seen = {"session_key": request.session.session_key, "seen_at": timezone.now()}
        StaffSession.objects.filter(pk=held["row"]).update(**seen)
        request.session[KEY] = {**held, "key": request.session.session_key, "seen": int(now)}
    return False


def of(person: Person) -> QuerySet[StaffSession]:
    """Where this person is signed in, the last used first."""
    return StaffSession.objects.filter(person=person, began_at__gt=_oldest()).order_by("-seen_at", "-pk")


def end(rows: QuerySet[StaffSession]) -> int:
    """Nobody is signed in there any more; returns how many sessions were ended."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    keys = list(rows.values_list("session_key", flat=True))
    for key in keys:
        store(key).delete()
    StaffSession.objects.filter(session_key__in=keys).delete()
    return len(keys)


def _oldest() -> dt.datetime:
    return timezone.now() - dt.timedelta(hours=settings.MINGZHENG_STAFF_HOURS)


def ended_by_term() -> QuerySet[StaffSession]:
    return StaffSession.objects.filter(began_at__lte=_oldest())


@forgets(
    "desk.sessions",
    label="清除到期的工作人员登录",
    what="工作人员的登录记录（设备种类、起止时间，不含网络地址）",
    term=lambda: f"{settings.MINGZHENG_STAFF_HOURS}小时，次日清除",
    due=ended_by_term,
)
def drop_old() -> int:
    """Returns how many sign-ins of staff went; the sessions themselves have a rule of their own."""
    gone, _models = ended_by_term().delete()
    return gone
