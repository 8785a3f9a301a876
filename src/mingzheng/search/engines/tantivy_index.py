"""What the embedded index holds of a record, and how it is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tantivy

from mingzheng.search import ranking
from mingzheng.search.analysis import Segmenter, characters, is_han, normal, sound
from mingzheng.search.models import FoundRecord

FACTS = ("kind", "agency", "theme", "validity")


def _schema() -> Any:
    made = tantivy.SchemaBuilder()
    made.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    made.add_text_field("named", stored=True, tokenizer_name="raw", index_option="basic")  # the whole title, normal
    made.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    made.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    made.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
    made.add_text_field("sound", tokenizer_name="whitespace", index_option="basic")  # "gongzufang|公租房"
    for name in FACTS:
        made.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    made.add_integer_field("year", fast=True, indexed=True)
    made.add_integer_field("day", fast=True, indexed=True)
    made.add_float_field("weight", fast=True)
    return made.build()


SCHEMA = _schema()


def document(record: FoundRecord, segmenter: Segmenter) -> Any:
    """The record as the index takes it in."""
    title = normal(record.title)
    text = normal("\n".join((record.title, record.number, record.index_number, record.agency, record.body)))
    day = record.published_on
    facts = {name: value for name in FACTS if (value := getattr(record, name))}
    if day:
        facts |= {"year": day.year}
    return tantivy.Document(
        key=record.key,
        named=title,
        text=" ".join([*segmenter.tokens(text), *(normal(str(tag)) for tag in record.tags)]),
        title=" ".join(segmenter.tokens(title)),
        characters=" ".join(characters(text)),
        sound=" ".join({f"{sound(word)}|{word}" for word in segmenter.search_words(title) if _speakable(word)}),
        day=day.toordinal() if day else 0,
        weight=float(record.weight) * ranking.VALIDITY.get(record.validity, 1.0),
        **facts,
    )


def _speakable(word: str) -> bool:
    return len(word) > 1 and is_han(word)


def opened(folder: Path, *, make: bool = False) -> Any:
    """The index in this folder."""
    index = tantivy.Index(SCHEMA, path=str(folder)) if make else tantivy.Index.open(str(folder))
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
