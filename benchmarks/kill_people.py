"""Those who go on sending while everything dies around them: each act is sent again, unchanged, until somebody answers for it."""

from __future__ import annotations

import contextlib
import http.client
import re
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from queue import Empty, Queue
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from benchmarks.kill_world import STEPS, Promised, World
from benchmarks.participation_submissions import RECEIPT, address_of, opinion
from mingzheng.core import codes
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Person
from mingzheng.participation.consultations import commands as consultations

SENDERS = 12
PATIENCE = 20.0  # seconds for one answer
AGAIN = 180.0  # seconds for which one act is sent again
REVISION = re.compile(r'name="revision" value="(\d+)"')
TYPED = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Answer:
    """``where``: the address to which it sends on, "" for none."""

    status: int
    page: str
    where: str


class Crowd:
    def __init__(self, world: World, ports: list[int]) -> None:
        self.world, self.ports, self.promised = world, ports, Promised()
        self.unanswered: list[str] = []
        self.refused: list[str] = []  # an answer, but a no: nothing here may be refused
        self.again = 0
        self._lock, self._numbers = threading.Lock(), count(1)
        self._cookies = {post: _signed_in(person) for post, person in world.people.items()}
        self._comment = reverse("portal:consultation-comment", args=[world.consultation])

    def send(self, opinions: int) -> None:
        """Papers take their steps in order, each by its own person; opinions come in between. Returns when all were sent."""
        papers: list[Callable[[], None]] = [partial(self._walk, case) for case in self.world.cases]
        each = max(1, opinions // max(1, len(papers)))
        due: Queue[Callable[[], None]] = Queue()
        for number in range(opinions):
            if number % each == 0 and papers:
                due.put(papers.pop(0))
            due.put(self._comment_on)
        for paper in papers:
            due.put(paper)
        self._all_work(due)

    def send_more(self, opinions: int) -> None:
        due: Queue[Callable[[], None]] = Queue()
        for _one in range(opinions):
            due.put(self._comment_on)
        self._all_work(due)

    def _all_work(self, due: Queue[Callable[[], None]]) -> None:
        senders = [threading.Thread(target=self._work, args=(due,)) for _one in range(SENDERS)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()

    def _work(self, due: Queue[Callable[[], None]]) -> None:
        while True:
            try:
                act = due.get_nowait()
            except Empty:
                return
            act()

    def _comment_on(self) -> None:
        number = next(self._numbers)
        headers = {**TYPED, "X-Forwarded-For": address_of(number)}
        body = urlencode(opinion(number))
        answer = self._until(self._comment, body, headers, lambda told: RECEIPT.search(told.where) is not None)
        shown = RECEIPT.search(answer.where) if answer else None
        with self._lock:
            if shown:
                self.promised.codes.append(codes.code_for(consultations.CODE, shown[1]))
            else:
                self.unanswered.append(f"意见 {number}")

    def _walk(self, case: int) -> None:
        for step, post in STEPS:
            if not self._step(case, step, post):
                self.unanswered.append(f"公文 {case} {step}")
                return

    def _step(self, case: int, step: str, post: Post) -> bool:
        """Read the page, then send its form: the same form again and again, for the revision on it tells a repeat."""
        path, cookies = reverse("desk:act", args=[case, step]), self._cookies[post]
        read = self._until(path, None, {"Cookie": cookies}, lambda told: REVISION.search(told.page) is not None)
        if read is None:
            return False
        revision = REVISION.search(read.page)
        assert revision is not None
        token = cookies.rpartition("=")[2]
        body = urlencode({"csrfmiddlewaretoken": token, "revision": revision[1], "opinion": "同意。"})
        headers = {**TYPED, "Cookie": cookies}
        if self._until(path, body, headers, lambda told: told.status == 302) is None:
            return False
        with self._lock:
            self.promised.steps.append((case, step))
        return True

    def _until(
        self, path: str, body: str | None, headers: dict[str, str], good: Callable[[Answer], bool]
    ) -> Answer | None:
        """The first good answer of either node; None when it was refused, or nobody gave one in time."""
        until, tries = time.monotonic() + AGAIN, secrets.randbelow(len(self.ports))
        while time.monotonic() < until:
            answer = _asked(self.ports[tries % len(self.ports)], path, body, headers)
            if answer is not None and good(answer):
                return answer
            if answer is not None and answer.status < 500:  # an answer it is, but another than was waited for
                self.refused.append(f"{path} {answer.status} {answer.where}")
                return None
            tries += 1
            self.again += 1
            time.sleep(0.5)
        return None


def _asked(port: int, path: str, body: str | None, headers: dict[str, str]) -> Answer | None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    with contextlib.closing(line), contextlib.suppress(OSError, http.client.HTTPException):
        line.request("POST" if body is not None else "GET", path, body, headers)
        told = line.getresponse()
        return Answer(told.status, told.read().decode(), told.headers.get("Location", ""))
    return None


def _signed_in(person: int) -> str:
    """The cookies of a person who signed in a moment ago."""
    session = SessionStore()
    session[SESSION_KEY] = str(person)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = Person.objects.get(pk=person).get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={secrets.token_hex(16)}"
