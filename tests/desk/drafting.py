"""The ways in which drafts are worked on over HTTP, for the tests of the desk of documents."""

from __future__ import annotations

from django.urls import reverse
from tests.support.documents import facts

from mingzheng.core.procedures.models import Case

PRIVATE = "<p>联系人身份证号 310105199001010018。</p>"


def revision(edition):
    return Case.objects.get(pk=edition.case_id).revision


def edit(client, edition, do="stay", **changes):
    url = reverse("desk:document-edit", args=[edition.pk])
    return client.post(url, {**facts(**changes), "revision": revision(edition), "do": do}, follow=True)


def step(client, edition, command, **data):
    url = reverse("desk:act", args=[edition.case_id, command])
    return client.post(url, {"revision": revision(edition), **data}, follow=True)


def tracked_word():
    """A Word file that still holds what was deleted."""
    from mingzheng.disclosure.documents import demo_files

    return demo_files.made("名单", "docx-tracked", ["岗位01 两人"])
