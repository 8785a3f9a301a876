"""Proposing a change of validity of a published document; the head confirms it on the case screen."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, post_required
from mingzheng.disclosure.documents import commands, queries
from mingzheng.disclosure.documents.forms import ProposeEffectForm
from mingzheng.disclosure.documents.models import Document


def _own_document(request: StaffRequest, pk: int) -> Document:
    found = Document.objects.select_related("unit").filter(pk=pk, unit_id=request.actor.unit_id).first()
    if found is None or not queries.sees_document(found, request.actor):
        raise Http404
    return found


@post_required(Post.OFFICER, opens=_own_document)
@require_http_methods(["GET", "POST"])
def propose(request: StaffRequest, target: Document) -> HttpResponse:
    """废止、修改、部分失效、延长: written down by the officer of the unit that issued the document."""
    form = ProposeEffectForm(request.POST if request.method == "POST" else None, target=target)
    if request.method == "POST" and form.is_valid():
        try:
            effect = commands.propose_effect(target, request.actor, form.facts())
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已提出，等本单位负责人确认。确认前，文件的有效性不变。"))
            return redirect("desk:case", pk=effect.case_id)
    crumbs = [Crumb(target.title, target.get_absolute_url()), Crumb(_("登记效力变动"))]
    return render(request, "desk/cleanup/effect.html", {"form": form, "target": target, "crumbs": crumbs})
