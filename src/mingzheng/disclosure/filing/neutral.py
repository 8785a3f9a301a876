"""A document as plain values for any library: the neutral form. The field profile is made from it (``profile``)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings

from mingzheng.core.files.models import StoredFile
from mingzheng.disclosure.documents import queries
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.texts import plain_text
from mingzheng.disclosure.documents.vocabulary import GROUND_BY_CODE, Carrier

Payload = dict[str, Any]
CARRIERS = dict(Carrier.choices)


def of_document(document: Document, edition: Edition) -> Payload:
    """The whole of a public document: header fields, text, attachments by address, recorded effects."""
    return {
        **header(document, edition),
        "action": "put",
        "url": document.get_absolute_url(),
        "content": plain_text(edition.body),
        "attachments": _attachments(edition),
        "effects": [
            {
                "kind": effect.get_kind_display(),
                "from": effect.effective_on.isoformat(),
                "article": effect.article,
                "new_expiry": _day(effect.new_expiry),
                "by": effect.source.doc_number or effect.source.title if effect.source else effect.source_text,
            }
            for effect in queries.recorded_effects(document)
        ],
    }


def header(document: Document, edition: Edition) -> Payload:
    """The header fields alone: all that is filed of a document that is not public."""
    ground = GROUND_BY_CODE.get(edition.ground)
    one, _slash, two = edition.theme.partition("/")
    return {
        "index_number": document.index_number or "",
        "unit_code": document.unit.org_code,
        "unit": document.unit.name,
        "edition": edition.serial,
        "title": edition.title,
        "doc_number": edition.doc_number,
        "issuer": edition.issuer,
        "co_issuers": edition.co_issuers,
        "official": edition.official,
        "genre": edition.get_genre_display() if edition.genre else "",
        "theme_one": one,
        "theme_two": two,
        "group": edition.get_group_display() if edition.group else "",
        "normative": edition.normative,
        "decision_draft": edition.decision_draft,
        "party": edition.party,
        "secrecy": edition.get_secrecy_display(),
        "attribute": edition.get_attribute_display() if edition.attribute else "",
        "ground": ground.filing if ground else "",
        "formed_on": _day(edition.formed_on),
        "printed_on": _day(edition.printed_on),
        "published_on": _day(edition.published_on),
        "effective_on": _day(edition.effective_on),
        "expires_on": _day(edition.expires_on),
        "carriers": [CARRIERS.get(code, code) for code in edition.carriers],
        "keywords": edition.keywords,
        "audience": edition.audience,
        "summary": edition.summary,
        "change_note": edition.change_note,
    }


def withdrawal(document: Document, reason: str) -> Payload:
    """The document is no longer public; the library takes it down."""
    return {
        "action": "withdraw",
        "index_number": document.index_number or "",
        "title": document.title,
        "reason": reason,
    }


def addressed(payload: Payload) -> Payload:
    """As it is sent: addresses with the name of this site. The name is no part of the content, so that it makes no new version."""
    site = settings.MINGZHENG_SITE_URL
    if payload["action"] != "put":
        return payload
    files = [{**row, "url": f"{site}{row['url']}"} for row in payload["attachments"]]
    return {**payload, "url": f"{site}{payload['url']}", "attachments": files}


def digest(payload: Payload) -> str:
    """The fingerprint that both sides compare."""
    text = json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _attachments(edition: Edition) -> list[Payload]:
    rows = {row.file_id: row for row in edition.attachments.all() if row.public and row.role == "attachment"}
    files = StoredFile.objects.in_bulk(list(rows))
    return [
        {
            "title": row.title,
            "name": files[file_id].name,
            "size": files[file_id].size,
            "sha256": files[file_id].sha256,
            "url": f"/files/{file_id}/",
        }
        for file_id, row in rows.items()
        if file_id in files
    ]


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
