"""The pictures of a body that was read in, as files of its edition."""

from __future__ import annotations

from collections.abc import Iterable

from mingzheng.core.actors import Actor
from mingzheng.core.files import commands as files
from mingzheng.disclosure.documents import texts
from mingzheng.disclosure.documents.intake.model import Picture
from mingzheng.disclosure.documents.models import Attachment, Edition


def keep(html: str, pictures: Iterable[Picture], edition: Edition, actor: Actor) -> str:
    """The body, its stand-in addresses exchanged for those of the edition's own files."""
    for order, picture in enumerate(pictures, 1):
        file = files.store(picture.data, picture.name, owner=edition.ref, actor=actor, label=picture.alt or "正文图片")
        Attachment.objects.get_or_create(
            edition=edition,
            file_id=file.pk,
            defaults={
                "role": Attachment.Role.PICTURE,
                "title": (picture.alt or f"图片 {order}")[:200],
                "alt": picture.alt[:300],
                "order": 100 + order,
            },
        )
        html = html.replace(f'"{picture.src}"', f'"/files/{file.pk}/?inline=1"')
    return texts.clean(html)
