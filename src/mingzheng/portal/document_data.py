"""A document as search engines read it: schema.org Legislation. Plain JSON is the API's."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from mingzheng.disclosure.documents.models import Validity
from mingzheng.portal.document import View

FORCE = {
    Validity.VALID: "InForce",
    Validity.AMENDED: "InForce",
    Validity.PARTIAL: "PartiallyInForce",
    Validity.PENDING: "NotInForce",
    Validity.REPEALED: "NotInForce",
    Validity.EXPIRED: "NotInForce",
}


def linked_data(shown: View, request: HttpRequest) -> dict[str, Any]:
    """The page as schema.org Legislation; what has no value is left out."""
    document, edition = shown.document, shown.edition
    url = request.build_absolute_uri(document.get_absolute_url())
    published = localtime(edition.published_at).date() if edition.published_at else None
    repeals = [request.build_absolute_uri(one.document.get_absolute_url()) for one in shown.done_by if one.document]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": url,
        "url": url,
        "name": edition.title,
        "identifier": document.index_number,
        "legislationIdentifier": edition.doc_number or document.index_number,
        "legislationType": edition.get_genre_display() if edition.genre else "",
        "legislationDate": edition.formed_on,
        "datePublished": published,
        "legislationDateVersion": published if edition.serial > 1 else None,
        "temporalCoverage": _span(edition.effective_on, shown.status.until),
        "expires": shown.status.until,
        "legislationLegalForce": f"https://schema.org/{FORCE[shown.status.validity]}",
        "legislationJurisdiction": "CN-SH",
        "legislationPassedBy": [{"@type": "GovernmentOrganization", "name": name} for name in edition.issuers],
        "publisher": {"@type": "GovernmentOrganization", "name": document.unit.name},
        "legislationChanges": repeals,
        "abstract": edition.summary,
        "about": edition.theme.replace("/", " › "),
        "keywords": "，".join(dict.fromkeys([*edition.keywords, *shown.words])),
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in data.items() if value not in ("", None, [])}


def _span(first: dt.date | None, last: dt.date | None) -> str:
    return f"{first or '..'}/{last or '..'}" if first or last else ""


def data_block(data: dict[str, Any]) -> SafeString:
    """JSON within a page. It is data, which no browser runs; what could end the element is written as escapes."""
    text = json.dumps(data, ensure_ascii=False, default=str)
    for letter, code in (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026")):
        text = text.replace(letter, code)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above
