"""The datasets as a DCAT 3 catalogue in JSON-LD (https://www.w3.org/TR/vocab-dcat-3/)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from mingzheng.core.datasets import Dataset

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Address = Callable[..., str]
Terms = tuple[str, str, str]  # absolute address, title, the first sentence


def catalogue(
    found: Sequence[Dataset],
    *,
    title: str,
    about: str,
    publisher: str,
    home: str,
    page: Address,
    file: Address,
    terms: Terms,
) -> dict[str, Any]:
    """Everything as one graph.

    Args:
        home: the absolute address of the list.
        page, file: absolute addresses: ``page(code)``, ``file(code, kind)``.
        terms: on what conditions it may be used.
    """
    return {
        "@context": CONTEXT,
        "@id": home,
        "@type": "dcat:Catalog",
        "dct:title": {"@value": title, "@language": "zh"},
        "dct:description": {"@value": about, "@language": "zh"},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher},
        "foaf:homepage": {"@id": home},
        "dct:license": _license(terms),
        "dcat:dataset": [_dataset(one, publisher, page, file, terms) for one in found],
    }


def _license(terms: Terms) -> dict[str, Any]:
    address, title, said = terms
    return {
        "@id": address,
        "@type": "dct:LicenseDocument",
        "dct:title": {"@value": title, "@language": "zh"},
        "dct:description": {"@value": said, "@language": "zh"},
    }


def _dataset(one: Dataset, publisher: str, page: Address, file: Address, terms: Terms) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "@id": page(one.code),
        "@type": "dcat:Dataset",
        "dct:identifier": one.code,
        "dct:title": {"@value": one.label, "@language": "zh"},
        "dct:description": {"@value": one.about, "@language": "zh"},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": publisher},
        "dct:language": "zh",
        "dct:license": {"@id": terms[0]},
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "dct:description": one.article},
        "dcat:keyword": [one.theme, *(column.label for column in one.columns)],
        "dcat:landingPage": {"@id": page(one.code)},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": f"{one.label}.{kind}",
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}"},
                "dcat:downloadURL": {"@id": file(one.code, kind)},
                "dct:license": {"@id": terms[0]},
            }
            for kind, media in MEDIA.items()
        ],
    }
    if one.every:
        facts["dcat:temporalResolution"] = {"@type": "xsd:duration", "@value": one.every}
    return facts
