"""What remedies keep of the person goes with the application; what table 4 counts and what was learnt stays."""

from __future__ import annotations

from django.db.models import QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.files import commands as files
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.retention import BASIS
from mingzheng.requests.remedies.models import Evidence, RemedyCase


def pending() -> QuerySet[Application]:
    """Applications over which a remedy is not concluded."""
    return Application.objects.filter(remedies__isnull=False, remedies__concluded_on=None)


def purge_of(application: Application, actor: Actor) -> None:
    """Empty the claims and decisions of an application's remedies and remove their files. In the caller's transaction."""
    for remedy in RemedyCase.objects.filter(application=application):
        RemedyCase.objects.filter(pk=remedy.pk).update(claim="", decision="", number="")
        Evidence.objects.filter(remedy=remedy).update(name="", source="", proves="", paper=None)
        files.purge(remedy.ref, actor, basis=BASIS)
