"""Which versions of Elasticsearch a cluster's nodes are of."""

from collections.abc import Callable
from typing import Any


def versions(ask: Callable[[str, str], Any]) -> list[str]:
    """The version of every node, as the cluster says it: 8.19.6; the oldest first."""
    nodes = ask("GET", "/_nodes/_all/version?filter_path=nodes.*.version")["nodes"].values()
    return sorted((node["version"] for node in nodes), key=numbers)


def numbers(version: str) -> tuple[int, ...]:
    """8.19.6 → (8, 19); a development version says more after a dash."""
    return tuple(int(part) for part in version.split("-")[0].split(".")[:2])
