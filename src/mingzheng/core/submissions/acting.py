"""From a valid form to its act: what a view calls."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.crypto import salted_hmac

from mingzheng.core.errors import Refused
from mingzheng.core.submissions import commands
from mingzheng.core.submissions.commands import Done
from mingzheng.core.submissions.keys import KeyField, new_key

NOT_TYPED = ("csrfmiddlewaretoken",)


def once(form: forms.BaseForm, purpose: str, act: Callable[[dict[str, Any]], object], *, holder: str = "") -> Done:
    """Carry out a valid form's ``act``, in one transaction with the claim of its key.

    Args:
        purpose: what the form is for; one key serves one purpose.
        act: gets the cleaned values without the key; returns what the next page is found by, usually a primary key. It is
            not called when another posting did it.
        holder: who posts, where people sign in; one key serves one person.

    Raises:
        Refused: as ``commands.claim``; the form then holds a new key, so that sending it again is a new act.
    """
    name = _key_name(form)
    digest = _digest(form, [purpose, holder])
    data = {field: value for field, value in form.cleaned_data.items() if field != name}
    try:
        return commands.claim(form.cleaned_data[name], digest, lambda: act(data))
    except Refused as refused:
        if refused.code == "changed":
            typed: Any = copy.copy(form.data)
            typed[form.add_prefix(name)] = new_key()
            form.data = typed
        raise


def _key_name(form: forms.BaseForm) -> str:
    return next(name for name, field in form.fields.items() if isinstance(field, KeyField))


def _digest(form: forms.BaseForm, said: list[str]) -> str:
    """Of everything typed and chosen, bytes of files included; keyed, so that nobody can try texts against it."""
    left_out = {*NOT_TYPED, form.add_prefix(_key_name(form))}
    parts = [*said]
    for name in sorted(set(form.data) - left_out):
        parts += [name, *map(str, _several(form.data, name))]
    for name in sorted(form.files):
        for upload in _several(form.files, name):
            upload.seek(0)
            parts += [name, upload.name or "", hashlib.file_digest(upload, "sha256").hexdigest()]
            upload.seek(0)
    return salted_hmac("mingzheng.submissions", "\x1f".join(parts), algorithm="sha256").hexdigest()


def _several(held: Any, name: str) -> list[Any]:
    """Every value under a name, of a posted form or of a plain mapping."""
    return list(held.getlist(name)) if hasattr(held, "getlist") else [held[name]]


def say_no(form: forms.BaseForm, refused: Refused) -> None:
    """A refusal in its place in the form; nothing typed is lost."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))
