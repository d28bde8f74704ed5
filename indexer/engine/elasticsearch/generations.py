"""Generations of an index on a cluster: a concrete index each, and two aliases that say which one is in use.

`{prefix}` is whatever is in use; its mapping's `_meta` says with which recipe it was made, up to which revision of the
store, and how many documents it holds. `{prefix}-r{hash of the recipe}` is the same index for those with that recipe,
so that a reader with another one is refused without asking first. Both move in one step when a generation is published.
"""

import json
import re
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from indexer.engine.elasticsearch.connection import Connection
from indexer.engine.elasticsearch.schema import EXACT, VECTOR, mapping, settings, vectors
from indexer.engine.elasticsearch.trouble import Refused
from indexer.engine.elasticsearch.versions import numbers, versions
from indexer.engine.protocol import IndexState, Recipe
from indexer.engine.recipes import REBUILD
from indexer.errors import IndexDamaged, IndexMissing


def alias_for(prefix: str, recipe: Recipe) -> str:
    """The alias by which those with a recipe read."""
    return f"{prefix}-r{sha256(json.dumps(asdict(recipe)).encode()).hexdigest()[:12]}"


def door(index: str) -> str:
    """The alias by which documents come into a generation.

    A cluster makes an index that does not exist when it is sent documents, but not an alias: so nothing is written to a
    generation that somebody deleted.
    """
    return f"{index}-in"


def state(connection: Connection, prefix: str) -> IndexState:
    """What the generation in use holds. Raises IndexMissing, IndexDamaged, Refused, IndexUnavailable."""
    try:
        answer = connection.ask("GET", f"/{prefix}/_mapping?filter_path=*.mappings._meta")
    except Refused as refused:
        if refused.no_index:
            raise IndexMissing(f"Elasticsearch 上还没有索引（{prefix}）。请先运行 innokb index。") from None
        raise
    try:
        [index] = answer.values()
        meta = index["mappings"]["_meta"]
        return IndexState(Recipe(**meta["recipe"]), int(meta["revision"]), int(meta["documents"]))
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(
            f"Elasticsearch 上的索引 {prefix} 不是本程序写的，或已损坏。"
            f"请用 INNOKB_INDEX_PREFIX 换一个前缀，或删除它后运行 {REBUILD}。"
        ) from error


def published(connection: Connection, prefix: str) -> list[str]:
    """The concrete indexes behind `{prefix}`: one, or none where nothing was published yet."""
    try:
        return sorted(connection.tell("GET", f"/_alias/{prefix}"))
    except Refused as refused:
        if refused.no_index:
            return []
        raise


def leftovers(connection: Connection, prefix: str) -> list[str]:
    """Generations that are not in use: what a writer that was killed left behind."""
    found = connection.tell("GET", f"/{prefix}-*/_alias?expand_wildcards=all")
    return sorted(name for name, index in found.items() if _number(prefix, name) and prefix not in index["aliases"])


def create(connection: Connection, prefix: str, recipe: Recipe, documents: int) -> str:
    """A new generation, not published yet, for an expected number of documents; its name."""
    taken = connection.tell("GET", f"/{prefix}-*/_alias?expand_wildcards=all")
    name = f"{prefix}-{max((_number(prefix, each) for each in taken), default=0) + 1:06}"
    body = {
        "settings": settings(documents, numbers(versions(connection.tell)[0])),
        "mappings": mapping(recipe.dimensions, documents),
        "aliases": {door(name): {}},
    }
    connection.tell("PUT", f"/{name}", body)
    return name


def describe(connection: Connection, index: str, state: IndexState) -> None:
    """Write down in a generation what it holds; where it has outgrown comparing every vector, say so too."""
    meta = {"recipe": asdict(state.recipe), "revision": state.revision, "documents": state.documents}
    grown = {VECTOR: vectors(state.recipe.dimensions, graph=True)} if state.documents > EXACT else {}
    connection.tell("PUT", f"/{index}/_mapping", {"_meta": meta, "properties": grown})


def publish(connection: Connection, prefix: str, recipe: Recipe, index: str) -> None:
    """Let readers see a generation instead of the one before, at once, and remove that one."""
    old = [name for name in published(connection, prefix) if name != index]
    actions: list[dict[str, Any]] = [{"remove": {"index": name, "alias": f"{prefix}*"}} for name in old]
    actions += [{"add": {"index": index, "alias": alias}} for alias in (prefix, alias_for(prefix, recipe))]
    connection.tell("PUT", f"/{index}/_settings", {"index.auto_expand_replicas": "0-1"})
    connection.tell("POST", "/_aliases", {"actions": actions})
    remove(connection, old)


def remove(connection: Connection, indexes: list[str]) -> None:
    """Delete generations; one that is gone already is no error."""
    if indexes:
        connection.tell("DELETE", f"/{','.join(indexes)}?ignore_unavailable=true")


def _number(prefix: str, name: str) -> int:
    """The number of a generation, 0 for any other index."""
    match = re.fullmatch(f"{re.escape(prefix)}-([0-9]+)", name)
    return int(match[1]) if match else 0
