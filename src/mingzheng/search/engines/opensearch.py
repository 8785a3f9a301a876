"""An OpenSearch (or Elasticsearch) server of one's own, shared by all nodes; Chinese analysis by its smartcn or IK plug-in.

The address names the index: ``https://user:password@host:9200/mingzheng``. What the index holds is kept in a document
of its own (``<index>-standing``). Anew is built into ``<index>-<time>``, to which the alias ``<index>`` then points.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import httpx

from mingzheng.search.analysis import characters, index_key, normal, number_key, numbers_in
from mingzheng.search.engines import DEEPEST, FACET_VALUES, FACETS, YEARS, Answer, Ask, Building, Standing
from mingzheng.search.models import FoundRecord
from mingzheng.search.ranking import VALIDITY
from mingzheng.search.reading import Reading, Term

TIMEOUT = 10.0
STANDING_SECONDS = 1.0
KEYWORDS = ("kind", "agency", "theme", "validity", "key", "number", "named", "characters", "cited")


class OpenSearchEngine:
    name = "opensearch"

    def __init__(self, address: str, *, analyzer: str = "smartcn", client: httpx.Client | None = None) -> None:
        server, _, self._alias = address.rstrip("/").rpartition("/")
        self._client = client or _client(server)
        self._analyzer = analyzer
        self._held: tuple[float, Standing | None] = (float("-inf"), None)
        self._dictionary: tuple[str, ...] = ()

    # --- what is there ---------------------------------------------------------------------------------

    def standing(self) -> Standing | None:
        asked, held = self._held
        if time.monotonic() - asked < STANDING_SECONDS:
            return held
        answer = self._client.get(f"/{self._alias}-standing/_doc/1")
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        facts = _checked(answer)["_source"]
        self._dictionary = tuple(facts.pop("words"))
        standing = Standing(**facts)
        self._held = (time.monotonic(), standing)
        return standing

    def words(self) -> Sequence[str]:
        self.standing()
        return self._dictionary

    def put_standing(self, standing: Standing, words: Iterable[str]) -> None:
        facts = asdict(standing) | {"words": list(words)}
        _checked(self._client.put(f"/{self._alias}-standing/_doc/1?refresh=true", json=facts))
        self._held = (float("-inf"), None)

    # --- writing -----------------------------------------------------------------------------------------

    def index(self, records: Sequence[FoundRecord], upto: int) -> None:
        standing = self.standing()
        if standing is None:
            return
        self.send(self._alias, records)
        self.put_standing(
            Standing(standing.token, upto, standing.dictionary, standing.analysis), list(self._dictionary)
        )

    def send(self, index: str, records: Sequence[FoundRecord]) -> None:
        """One bulk request; a document that the server refuses fails the whole, so that nothing is skipped in silence."""
        if not records:
            return
        lines: list[object] = []
        for record in records:
            place = {"_index": index, "_id": record.key}
            lines += [{"delete": place}] if record.gone else [{"index": place}, _document(record)]
        body = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        headers = {"Content-Type": "application/x-ndjson"}
        answer = _checked(self._client.post("/_bulk?refresh=true", content=body.encode(), headers=headers))
        wrong = [item["index"] for item in answer["items"] if item.get("index", {}).get("status", 200) >= 400]
        if wrong:
            raise httpx.HTTPError(f"the server refused {len(wrong)} documents: {str(wrong[0])[:300]}")

    def let_go(self) -> None:
        """Nothing is held: the search server takes from whoever sends."""

    def rebuild(self, standing: Standing, words: Iterable[str]) -> Building:
        name = f"{self._alias}-{time.time_ns():x}"
        self.create(name)
        return _Rebuilding(self, name, standing, tuple(words))

    def create(self, name: str) -> None:
        text = {"type": "text", "analyzer": self._analyzer}
        fields: dict[str, Any] = {"title": text, "text": text, "year": {"type": "integer"}, "day": {"type": "integer"}}
        fields |= {keyword: {"type": "keyword"} for keyword in KEYWORDS} | {"weight": {"type": "float"}}
        _checked(self._client.put(f"/{name}", json={"mappings": {"properties": fields}}))

    def point_to(self, name: str) -> None:
        """The alias leads to the new index alone; the old ones are dropped."""
        answer = self._client.get(f"/_alias/{self._alias}")
        old = [] if answer.status_code == httpx.codes.NOT_FOUND else list(_checked(answer))
        actions: list[object] = [{"remove_index": {"index": index}} for index in old if index != name]
        actions.append({"add": {"index": name, "alias": self._alias}})
        _checked(self._client.post("/_aliases", json={"actions": actions}))

    def drop(self, name: str) -> None:
        _checked(self._client.delete(f"/{name}"))

    # --- asking -------------------------------------------------------------------------------------------

    def search(self, ask: Ask) -> Answer:
        if not ask.reading.terms or ask.start >= DEEPEST:
            return Answer(0, ())
        answer = self._ask(ask.reading, ask.filters, ask)
        buckets = answer.get("aggregations", {})
        facets = {
            name: [(str(row["key"]), row["doc_count"]) for row in buckets[name]["values"]["buckets"]]
            for name in FACETS
            if name in buckets
        }
        return Answer(
            answer["hits"]["total"]["value"], [hit["_source"]["key"] for hit in answer["hits"]["hits"]], facets
        )

    def count(self, reading: Reading) -> int:
        if not reading.terms:
            return 0
        total: int = self._ask(reading, {}, Ask(reading, size=0, facets=False))["hits"]["total"]["value"]
        return total

    def suggest(self, typed: str, limit: int) -> list[str]:
        if not typed.strip():
            return []
        wanted = {"query": {"match_phrase_prefix": {"title": normal(typed)}}, "size": limit, "_source": ["named"]}
        hits = _checked(self._client.post(f"/{self._alias}/_search", json=wanted))["hits"]["hits"]
        return list(dict.fromkeys(hit["_source"]["named"] for hit in hits))

    def alike(self, pinyin: str) -> list[tuple[str, int]]:
        return []

    def vocabulary(self) -> Sequence[str]:
        return ()

    def _ask(self, reading: Reading, filters: Mapping[str, str], ask: Ask) -> dict[str, Any]:
        base: dict[str, Any] = {
            "bool": {"should": [_term(term) for term in reading.terms], "minimum_should_match": reading.at_least}
        }
        weighted = {
            "function_score": {
                "query": {"bool": {"must": [base], "should": [{"match": {"title": {"query": reading.text}}}]}},
                "field_value_factor": {"field": "weight", "missing": 1},
            }
        }
        wanted: dict[str, Any] = {
            "query": weighted,
            "post_filter": {"bool": {"filter": _filters(filters)}},
            "from": ask.start,
            "size": ask.size,
            "track_total_hits": True,
            "_source": ["key"],
        }
        if ask.newest:
            wanted["sort"] = [{"day": "desc"}]
        if ask.facets:
            wanted["aggs"] = {
                name: {
                    "filter": {"bool": {"filter": _filters({k: v for k, v in filters.items() if k != name})}},
                    "aggs": {"values": {"terms": {"field": name, "size": YEARS if name == "year" else FACET_VALUES}}},
                }
                for name in FACETS
            }
        return _checked(self._client.post(f"/{self._alias}/_search", json=wanted))


def _client(server: str) -> httpx.Client:
    """The password goes into the header alone: it must not stand in the address that an error message repeats."""
    url = httpx.URL(server)
    auth = (url.username, url.password) if url.username else None
    return httpx.Client(base_url=url.copy_with(userinfo=b""), auth=auth, timeout=TIMEOUT)


class _Rebuilding:
    def __init__(self, engine: OpenSearchEngine, name: str, standing: Standing, words: tuple[str, ...]) -> None:
        self._engine, self._name, self._standing, self._words = engine, name, standing, words

    def add(self, records: Sequence[FoundRecord]) -> None:
        self._engine.send(self._name, records)

    def finish(self) -> None:
        self._engine.point_to(self._name)
        self._engine.put_standing(self._standing, self._words)

    def abandon(self) -> None:
        self._engine.drop(self._name)


def _document(record: FoundRecord) -> dict[str, Any]:
    title = normal(record.title)
    text = normal("\n".join((record.title, record.number, record.agency, record.body, *map(str, record.tags))))
    day = record.published_on
    facts: dict[str, Any] = {
        "key": record.key,
        "named": title,
        "title": title,
        "text": text,
        "cited": numbers_in(text),
        "characters": sorted(characters(text)),
        "number": [number_key(record.number), index_key(record.index_number)],
        "weight": record.weight * VALIDITY.get(record.validity, 1.0),
        "day": day.toordinal() if day else 0,
    }
    facts |= {name: value for name in ("kind", "agency", "theme", "validity") if (value := getattr(record, name))}
    return facts | ({"year": day.year} if day else {})


def _term(term: Term) -> dict[str, Any]:
    return {"dis_max": {"queries": [_form(form) for form in term.forms], "tie_breaker": 0.0}}


def _form(form: str) -> dict[str, Any]:
    if form.startswith("〔"):
        return {"term": {"cited": form}}
    if len(form) == 1:
        return {"term": {"characters": form}}
    return {"match_phrase": {"text": form}}


def _filters(filters: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"term": {name: value}} for name, value in filters.items()]


def _checked(answer: httpx.Response) -> dict[str, Any]:
    answer.raise_for_status()
    facts: dict[str, Any] = answer.json()
    return facts
