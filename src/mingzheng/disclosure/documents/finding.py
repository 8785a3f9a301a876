"""Documents as the search index holds them."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.disclosure.documents import texts
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.documents.retagging import tags_of
from mingzheng.disclosure.documents.vocabulary import Genre


def entry_of(document_id: int) -> Entry | None:
    """The document as the public may find it; None while it is not public."""
    document = Document.objects.select_related("live", "unit").filter(pk=document_id, listed=True).first()
    if document is None or document.live is None:
        return None
    edition = document.live
    tags = tags_of(document)
    words = " ".join([*edition.keywords, *dict.fromkeys([*tags, *edition.tags]), *edition.issuers])
    return Entry(
        key=f"documents.document:{document.pk}",
        kind="政策文件",
        title=edition.title,
        body=f"{edition.summary}\n{texts.plain_text(edition.body)}\n{words}",
        url=document.get_absolute_url(),
        number=edition.doc_number,
        index_number=document.index_number or "",
        agency=document.unit.short,
        theme=document.theme_class,
        genre=str(Genre(edition.genre).label) if edition.genre else "",
        published_on=document.published_on,
        validity=document.validity,
        tags=tuple(tags),
        weight=1.2 if edition.normative else 1.0,
    )


def ids(after: int, limit: int) -> list[int]:
    rows = Document.objects.filter(pk__gt=after, listed=True).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


KIND = SearchKind("documents.document", "政策文件", entry_of, ids)
