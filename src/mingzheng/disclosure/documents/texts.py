"""The body of an edition as HTML: its plain text, its pictures, its fingerprint. Pure. The allow-list is that of intake."""

from __future__ import annotations

import hashlib
import re
from html import escape

import nh3
from lxml import html as lxml_html

from mingzheng.disclosure.documents.intake.markup import ATTRIBUTES, TAGS

_BLOCK = re.compile(r"</(?:p|h[2-4]|li|tr|caption|figcaption|blockquote|table|figure)>|<(?:br|hr)\s*/?>", re.IGNORECASE)
_CELL = re.compile(r"</t[hd]>", re.IGNORECASE)
_OWN_PICTURE = re.compile(r"/files/[0-9a-f-]{36}/(?:\?inline=1)?")
OWN_PICTURES = re.compile(r'(?<=src=")/files/([0-9a-f-]{36})/(?:\?inline=1)?(?=")')


def clean(body: str) -> str:
    """Only the elements and attributes of the one allow-list; pictures only from this platform's own files."""
    return nh3.clean(
        body,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        attribute_filter=_filter,
    )


def _filter(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("img", "src"):
        return value if _OWN_PICTURE.fullmatch(value) else None
    return value


def picture_address(file_id: object) -> str:
    return f"/files/{file_id}/?inline=1"


def under(address: str, body: str) -> str:
    """The text with its own pictures fetched under the document's address, where they go with a withdrawal."""
    return OWN_PICTURES.sub(rf"{address}fujian/\1/?inline=1", body)


def figure(file_id: object, alt: str) -> str:
    """A picture of the edition's own files, described below as well."""
    said = escape(alt)
    return f'<figure><img src="{picture_address(file_id)}" alt="{said}"><figcaption>{said}</figcaption></figure>'


def plain_text(body: str) -> str:
    """The text as it is read: a line for each block, a tab between cells."""
    if not body:
        return ""
    broken = _BLOCK.sub(lambda match: f"{match.group()}\n", _CELL.sub(lambda match: f"{match.group()}\t", body))
    text = str(lxml_html.fromstring(f"<div>{broken}</div>").text_content())
    lines = (re.sub(r"[ \u3000]+", " ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def has_undescribed_picture(body: str) -> bool:
    """Is there a picture without alternative text?"""
    if "<img" not in body:
        return False
    pictures = lxml_html.fromstring(f"<div>{body}</div>").iter("img")
    return any(not (picture.get("alt") or "").strip() for picture in pictures)


def fingerprint(*parts: object) -> str:
    """SHA-256 over the parts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()
