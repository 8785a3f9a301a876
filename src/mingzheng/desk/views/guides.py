"""帮助: the guides for staff (docs/guides); the one for the reader's own post stands first."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.design import guides
from mingzheng.desk.access import StaffRequest, staff_required


@staff_required
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    own = guides.of_post(request.actor.post)
    others = [text for text in guides.texts(public=False) if text is not own]
    context = {"own": own, "others": others, "public": guides.texts(public=True)}
    return render(request, "desk/help/index.html", context)


def _for_staff(request: StaffRequest, key: str) -> guides.Text:
    text = guides.find(key, public=False)
    if text is None:
        raise Http404
    return text


@staff_required(opens=_for_staff)
@require_safe
def guide(request: StaffRequest, text: guides.Text) -> HttpResponse:
    crumbs = [(_("帮助"), reverse("desk:help")), (text.title, "")]
    context = {"text": text, "contents": guides.contents(text), "crumbs": crumbs}
    return render(request, "desk/help/guide.html", context)
