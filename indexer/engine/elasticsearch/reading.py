"""Asking the index of one recipe: many searches in one request."""

import json
import time
from collections.abc import Sequence
from typing import Any, Final
from zlib import crc32

from indexer.engine.elasticsearch.connection import ELSEWHERE, PAUSE_S, Connection
from indexer.engine.elasticsearch.generations import alias_for, state
from indexer.engine.elasticsearch.trouble import Refused
from indexer.engine.protocol import IndexState, Recipe
from indexer.engine.recipes import REBUILD, refuse_other
from indexer.errors import IndexDamaged

Search = dict[str, Any]
Answer = dict[str, Any]

TOGETHER: Final = 32
"""Searches sent in one request: with two processors these take about a second where each is a whole text."""

BARE: Final[Search] = {"_source": False, "stored_fields": "_none_", "track_total_hits": False}
"""Search for hits without anything but the columns that are named."""


class Reader:
    """Searches the generation in use, as long as it was made with the recipe."""

    def __init__(self, connection: Connection, prefix: str, recipe: Recipe) -> None:
        self._connection, self._prefix, self._recipe = connection, prefix, recipe
        self._alias = alias_for(prefix, recipe)

    def state(self) -> IndexState:
        """What the index holds, whatever its recipe. Raises IndexMissing, IndexDamaged, IndexUnavailable."""
        try:
            return state(self._connection, self._prefix)
        except Refused as refused:
            raise refused.in_words(self._prefix) from None

    def check(self) -> None:
        """Raise IndexMismatch where the index has another recipe, and what `state` raises."""
        refuse_other(self.state().recipe, self._recipe)

    def search(self, searches: Sequence[Search], returned: str) -> list[Answer]:
        """The answer to each search, reduced to the paths in `returned`, separated by commas."""
        try:
            return self._searched(searches, returned)
        except Refused as refused:
            if refused.no_index:
                self.check()
            elif refused.status not in ELSEWHERE:
                raise refused.in_words(self._prefix) from None
        time.sleep(PAUSE_S)  # a node was lost, or a generation replaced, while it was being searched
        try:
            return self._searched(searches, returned)
        except Refused as refused:
            if not refused.no_index:
                raise refused.in_words(self._prefix) from None
            raise IndexDamaged(
                f"Elasticsearch 上索引 {self._prefix} 的别名 {self._alias} 不见了。请运行 {REBUILD} 重建。"
            ) from None

    def one(self, search: Search, returned: str) -> Answer:
        """The answer to one search."""
        return self.search([search], returned)[0]

    def _searched(self, searches: Sequence[Search], returned: str) -> list[Answer]:
        parts = (searches[start : start + TOGETHER] for start in range(0, len(searches), TOGETHER))
        return [answer for part in parts for answer in self._together(part, returned)]

    def _together(self, searches: Sequence[Search], returned: str) -> list[Answer]:
        paths = ",".join(f"responses.{path}" for path in ("status", "error", *returned.split(",")))
        target = f"/{self._alias}/_msearch?search_type=dfs_query_then_fetch&filter_path={paths}"
        found = self._connection.ask("POST", target, b"".join(map(_lines, searches)))
        answers: list[Answer] = found["responses"]
        for answer in answers:
            if "error" in answer:
                raise Refused.of(answer["status"], answer)
        return answers


def _lines(search: Search) -> bytes:
    """One search of many.

    The same search always goes to the same copy of the index: deleted documents that one copy still counts among the
    others could change its scores. An answer without some of the shards is none.
    """
    body = json.dumps(search, ensure_ascii=False).encode()
    return b'{"allow_partial_search_results":false,"preference":"%d"}\n%b\n' % (crc32(body), body)
