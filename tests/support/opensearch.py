"""A stand-in for an OpenSearch server: as much of its protocol as the adapter speaks, evaluated naively in memory.

Anything else is answered 400, so that the adapter cannot come to rely on what was never checked.
"""

from __future__ import annotations

import json
from collections import Counter

import httpx


class StandIn:
    def __init__(self):
        self.indexes: dict[str, dict[str, dict]] = {}
        self.aliases: dict[str, str] = {}
        self.down = False
        self.refuses: set[str] = set()  # ids of documents that a bulk request may not write

    def client(self) -> httpx.Client:
        return httpx.Client(base_url="http://search.invalid", transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            return httpx.Response(503, json={"error": "no master"})
        parts = [part for part in request.url.path.split("/") if part]
        return self._route(request.method, parts, request)

    def _route(self, method, parts, request):
        body = request.content.decode()
        match method, parts:
            case "PUT", [index] if index not in self.indexes:
                self.indexes[index] = {}
                return httpx.Response(200, json={"acknowledged": True})
            case "DELETE", [index] if index in self.indexes:
                del self.indexes[index]
                return httpx.Response(200, json={"acknowledged": True})
            case "GET", [index, "_doc", key]:
                found = self.indexes.get(index, {}).get(key)
                return httpx.Response(200 if found else 404, json={"found": bool(found), "_source": found or {}})
            case "PUT", [index, "_doc", key]:
                self.indexes.setdefault(index, {})[key] = json.loads(body)
                return httpx.Response(201, json={"result": "created"})
            case "POST", ["_bulk"]:
                return self._bulk(body)
            case "GET", ["_alias", alias]:
                name = self.aliases.get(alias)
                return httpx.Response(200 if name else 404, json={name: {}} if name else {})
            case "POST", ["_aliases"]:
                return self._alias(json.loads(body))
            case "POST", [index, "_search"]:
                name = self.aliases.get(index, index)
                return httpx.Response(200, json=self._search(self.indexes[name], json.loads(body)))
        return httpx.Response(400, json={"error": f"not spoken here: {method} {request.url.path}"})

    def _alias(self, body):
        for action in body["actions"]:
            if "remove_index" in action:
                self.indexes.pop(action["remove_index"]["index"])
            else:
                self.aliases[action["add"]["alias"]] = action["add"]["index"]
        return httpx.Response(200, json={"acknowledged": True})

    def _bulk(self, body):
        lines, items = [json.loads(line) for line in body.splitlines()], []
        while lines:
            ((verb, place),) = lines.pop(0).items()
            index = self.indexes[self.aliases.get(place["_index"], place["_index"])]
            document = lines.pop(0) if verb == "index" else None
            if place["_id"] in self.refuses:
                items.append({verb: {"_id": place["_id"], "status": 400, "error": "mapper_parsing_exception"}})
                continue
            items.append({verb: {"_id": place["_id"], "status": 200}})
            if document is None:
                index.pop(place["_id"], None)
            else:
                index[place["_id"]] = document
        return httpx.Response(200, json={"errors": bool(self.refuses), "items": items})

    def _search(self, documents, body):
        matching = [doc for doc in documents.values() if (score := score_of(doc, body["query"])) and score > 0]
        matching.sort(key=lambda doc: -score_of(doc, body["query"]))
        if "sort" in body:
            ((field, _),) = body["sort"][0].items()
            matching.sort(key=lambda doc: -doc[field])
        shown = [doc for doc in matching if "post_filter" not in body or score_of(doc, body["post_filter"])]
        start = body.get("from", 0)
        answer = {
            "hits": {
                "total": {"value": len(shown)},
                "hits": [{"_source": doc} for doc in shown[start : start + body["size"]]],
            }
        }
        if "aggs" in body:
            answer["aggregations"] = {name: self._facet(matching, agg) for name, agg in body["aggs"].items()}
        return answer

    @staticmethod
    def _facet(matching, agg):
        terms = agg["aggs"]["values"]["terms"]
        counted = Counter(
            doc[terms["field"]] for doc in matching if score_of(doc, agg["filter"]) and terms["field"] in doc
        )
        buckets = [{"key": key, "doc_count": n} for key, n in counted.most_common(terms["size"])]
        return {"values": {"buckets": buckets}}


def score_of(doc, query):
    """How well a document answers; 0 when it does not."""
    ((verb, what),) = query.items()
    return _VERBS[verb](doc, what)


def _bool(doc, what):
    must = [score_of(doc, one) for one in [*what.get("must", []), *what.get("filter", [])]]
    should = [score_of(doc, one) for one in what.get("should", [])]
    least = what.get("minimum_should_match", 0)
    if not all(must) or sum(map(bool, should)) < least:
        return 0
    return 1 + sum(must) + sum(should)


def _function_score(doc, what):
    factor = what["field_value_factor"]
    return score_of(doc, what["query"]) * doc.get(factor["field"], factor["missing"])


def _term(doc, what):
    ((field, value),) = what.items()
    held = doc.get(field, [])
    return float(str(value) in map(str, held if isinstance(held, list) else [held]))


def _phrase(doc, what):
    ((field, value),) = what.items()
    return float(doc[field].count(value))


def _match(doc, what):
    ((field, value),) = what.items()
    asked = value["query"]
    return float(sum(one in doc[field] for one in asked) / len(asked) + 5 * (asked in doc[field]))


_VERBS = {
    "bool": _bool,
    "function_score": _function_score,
    "dis_max": lambda doc, what: max(score_of(doc, one) for one in what["queries"]),
    "term": _term,
    "match_phrase": _phrase,
    "match_phrase_prefix": _phrase,
    "match": _match,
}
