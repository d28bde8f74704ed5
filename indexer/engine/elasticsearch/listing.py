"""Lists without scores: pages, phrases, titles by their beginning, vectors by id."""

from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from indexer.engine.elasticsearch.columns import column_of
from indexer.engine.elasticsearch.questions import phrase_query, scope_query
from indexer.engine.elasticsearch.reading import BARE, Reader, Search
from indexer.engine.elasticsearch.schema import CODES
from indexer.engine.fields import typed
from indexer.engine.protocol import Filter, Order, Phrase, Scope
from indexer.engine.ranking import MOST
from indexer.engine.vectors import lengths, unit

STEP: Final = 10_000
"""Documents that are passed over at a time on the way to a page further down than the cluster counts."""

LEAST: Final = -1
GREATEST: Final[Mapping[str, float]] = {"year_number": 2**31 - 1}
BEYOND: Final = 1e300
"""What the unsaid counts as, so that it is last: less than any number where they fall, else the greatest number that
the column can hold, BEYOND but for those of GREATEST."""

AT_A_TIME: Final = 1_000
"""Vectors fetched in one search."""


def browse(reader: Reader, filter: Filter, offset: int, limit: int, order: Order) -> list[int]:
    """Ids of documents under the filter, in an order."""
    search = {**BARE, "query": scope_query(Scope(filter)), "sort": _sort(order)}
    ids: list[int] = []
    last: list[float] | None = None
    while len(ids) < limit:
        page, start = min(limit - len(ids), STEP), offset + len(ids)
        if start + page <= MOST:
            found = _sorted(reader, {**search, "from": start, "size": page})
        else:
            last = last or _before(reader, search, start)
            found = _sorted(reader, {**search, "search_after": last, "size": page}) if last else []
        ids += [int(id) for _, id in found]
        if len(found) < page:
            break
        last = found[-1]
    return ids


def find(reader: Reader, phrase: Phrase, limit: int) -> list[int]:
    """Ids of documents that hold the phrase, rising."""
    found = _sorted(reader, {**BARE, "query": phrase_query(phrase), "sort": [{"id": "asc"}], "size": min(limit, MOST)})
    return [int(id) for [id] in found]


def suggest(reader: Reader, prefix: str, limit: int) -> list[str]:
    """Titles that begin with `prefix`, or whose pinyin or pinyin initials do; shortest first, then by code points."""
    title, run = typed(prefix)
    if not title or limit < 1:
        return []
    begins = [{"prefix": {"title": title}}]
    begins += [{"prefix": {name: run}} for name in ("pinyin", "initials") if run]
    found = reader.one(
        {
            **BARE,
            "query": {"bool": {"should": begins}},
            "sort": ["title_bytes", "suggestion"],
            "collapse": {"field": "suggestion"},
            "size": limit,
        },
        "hits.hits.sort",
    )
    return [hit["sort"][1] for hit in found.get("hits", {}).get("hits", [])]


def vectors(reader: Reader, ids: Sequence[int], dimensions: int) -> npt.NDArray[np.float32]:
    """Unit vectors of documents, shape (ids, dimensions); a row of zeros where there is no such document."""
    wanted = sorted(set(ids))
    searches = [_with_codes(wanted[start : start + AT_A_TIME]) for start in range(0, len(wanted), AT_A_TIME)]
    codes = np.zeros((len(ids), dimensions), np.int8)
    places = {id: [place for place, other in enumerate(ids) if other == id] for id in wanted}
    for answer in reader.search(searches, "hits.hits.fields"):
        for hit in answer.get("hits", {}).get("hits", []):
            if CODES in hit["fields"]:
                codes[places[hit["fields"]["id"][0]]] = np.frombuffer(b64decode(hit["fields"][CODES][0]), np.int8)
    return unit(codes, lengths(codes))


def _with_codes(ids: list[int]) -> Search:
    return {**BARE, "query": {"terms": {"id": ids}}, "docvalue_fields": ["id", CODES], "size": len(ids)}


def _sort(order: Order) -> list[Search]:
    """An order, the unsaid at its end, equals by rising id."""
    name = column_of(order.field)
    direction, unsaid = ("desc", LEAST) if order.falling else ("asc", GREATEST.get(name, BEYOND))
    return [{name: {"order": direction, "missing": unsaid}}, {"id": "asc"}]


def _before(reader: Reader, search: Search, place: int) -> list[float] | None:
    """What the document just before a place is sorted by; None where there are not so many."""
    last: list[float] | None = None
    while place:
        after = {"search_after": last} if last else {}
        found = _sorted(reader, {**search, **after, "size": min(place, STEP)})
        if not found:
            return None
        last, place = found[-1], place - len(found)
    return last


def _sorted(reader: Reader, search: Search) -> list[list[float]]:
    """What the hits are sorted by, in their order."""
    found = reader.one(search, "hits.hits.sort")
    return [hit["sort"] for hit in found.get("hits", {}).get("hits", [])]
