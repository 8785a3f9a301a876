"""What every form of the portal carries besides its questions."""

from __future__ import annotations

from django import forms

from mingzheng.core.submissions.keys import KeyField


class PublicForm(forms.Form):
    """A form that anybody may send, once.

    ``website`` is for machines that fill in everything: people do not see it. ``question`` holds the plain question that is
    to be answered first (``portal.posting`` sets it); ``{% guards form %}`` draws all three.
    """

    form_key = KeyField()
    website = forms.CharField(required=False)
    question: forms.Form | None = None
