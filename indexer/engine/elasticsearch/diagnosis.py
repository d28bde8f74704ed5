"""What is wrong with a cluster and our index on it, in words that a person can act on."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from indexer.engine.elasticsearch.connection import READ_S, Connection
from indexer.engine.elasticsearch.schema import mapping
from indexer.engine.elasticsearch.trouble import Refused
from indexer.engine.elasticsearch.versions import numbers, versions
from indexer.engine.protocol import Finding, Recipe
from indexer.engine.recipes import REBUILD
from indexer.errors import IndexUnavailable

LEAST_VERSION: Final = (8, 19)
"""The oldest version that the program is tested with."""

RIGHTS: Final = {"cluster": ("monitor",), "index": ("read", "write", "manage")}
"""What the account must be allowed, on the cluster and on our indexes."""

GRAPH: Final = "index_options"
"""How vectors are searched may differ from one index to the next: it goes by their number."""

STRANGER: Final = 401
"""The status by which a cluster says that it does not know who asks."""


def diagnose(connection: Connection, prefix: str, recipe: Recipe) -> tuple[Finding, ...]:
    """Look at everything that an index under a prefix and made with a recipe needs.

    Never raises for what is wrong. Stops looking where nothing answers, or after READ_S seconds.
    """
    until = time.monotonic() + READ_S
    findings: list[Finding] = []
    for name, look in LOOKS.items():
        try:
            findings.append(look(_Place(connection, prefix, recipe), name))
        except Refused as error:
            findings.append(Finding(name, False, str(error.in_words(prefix)), fatal=error.status == STRANGER))
        except IndexUnavailable as error:
            findings.append(Finding(name, False, str(error), fatal=True))
        if findings[-1].fatal or time.monotonic() > until:
            break
    return tuple(findings)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where to look, and for what."""

    connection: Connection
    prefix: str
    recipe: Recipe

    def ask(self, target: str, method: str = "GET", body: Any = None) -> Any:
        return self.connection.ask(method, target, body)

    def indexes(self) -> dict[str, Any]:
        """Our indexes that can be searched: name → aliases, mappings, settings; empty where there are none yet."""
        found: dict[str, Any] = self.ask(f"/{self.prefix}?ignore_unavailable=true")
        return found


def _version(place: _Place, name: str) -> Finding:
    found = versions(place.connection.ask)
    said = "、".join(dict.fromkeys(found))
    if numbers(found[0]) >= LEAST_VERSION:
        return Finding(name, True, f"Elasticsearch {said}，{len(found)} 个节点")
    least = ".".join(map(str, LEAST_VERSION))
    return Finding(name, False, f"Elasticsearch 的版本是 {said}，需要 {least} 或更新的版本。请升级集群。")


def _colour(place: _Place, name: str) -> Finding:
    health = place.ask(f"/_cluster/health/{place.prefix}-*?expand_wildcards=all")
    nodes, missing = health["number_of_data_nodes"], health["unassigned_shards"]
    if health["status"] == "red":
        return Finding(
            name,
            False,
            f"集群里本库的索引是红色：{health['unassigned_primary_shards']} 个主分片不在任何节点上，检索会失败或不全。"
            f"请恢复停掉的节点；节点的数据已丢失时运行 {REBUILD} 重建。",
        )
    if health["status"] == "yellow":
        return Finding(
            name,
            False,
            f"集群里本库的索引是黄色：{missing} 个副本没有节点可放（数据节点共 {nodes} 个）。"
            "检索照常，但再坏一个节点就可能中断。请恢复停掉的节点，或增加数据节点。",
        )
    return Finding(name, True, f"绿色，{nodes} 个数据节点")


def _rights(place: _Place, name: str) -> Finding:
    names = [place.prefix, f"{place.prefix}-*"]
    wanted = {"cluster": RIGHTS["cluster"], "index": [{"names": names, "privileges": RIGHTS["index"]}]}
    try:
        answer = place.ask("/_security/user/_has_privileges", "POST", wanted)
    except Refused as error:
        if error.status in (400, 405):  # nobody to ask: security is off
            return Finding(name, True, "集群没有开启安全功能，任何人都可以读写")
        raise
    held = [answer["cluster"], *answer["index"].values()]
    missing = sorted({right for each in held for right, has in each.items() if not has})
    if not missing:
        return Finding(name, True, f"可以读写和管理 {place.prefix} 与 {place.prefix}-*")
    return Finding(
        name,
        False,
        f"Elasticsearch 的帐号（{answer['username']}）缺少权限：{'、'.join(missing)}。"
        f"请管理员授予集群的 monitor 权限，以及对索引 {place.prefix} 与 {place.prefix}-* 的 read、write、manage 权限。",
    )


def _writable(place: _Place, name: str) -> Finding:
    blocked = {
        block
        for index in place.indexes().values()
        for block, on in index["settings"]["index"].get("blocks", {}).items()
        if on == "true"
    }
    if "read_only_allow_delete" in blocked:
        return Finding(
            name,
            False,
            "集群有节点的磁盘快满了（超过 flood stage 水位），本库的索引已变为只读：可以检索，不能更新。"
            "请腾出或增加磁盘空间；低于高水位后它会自行解除，之后再运行 innokb index。",
        )
    if blocked:
        return Finding(
            name,
            False,
            f"本库的索引被设为只读（index.blocks.{'、index.blocks.'.join(sorted(blocked))}）。"
            f"请集群管理员解除，例如 PUT {place.prefix}/_settings，内容为 "
            f'{{"index.blocks.{min(blocked)}": null}}。',
        )
    return Finding(name, True, "可以写入")


def _mapping(place: _Place, name: str) -> Finding:
    indexes = place.indexes()
    if not indexes:
        return Finding(name, True, "还没有索引")
    if place.prefix in indexes:
        return Finding(
            name,
            False,
            f"名为 {place.prefix} 的是一个索引，不是本库建的别名，大概是别的程序建的。"
            f"请删除它，或用 INNOKB_INDEX_PREFIX 换一个前缀，再运行 {REBUILD}。",
        )
    ours = asdict(place.recipe)
    for index, said in indexes.items():
        if said["mappings"].get("_meta", {}).get("recipe", ours) != ours:
            return Finding(name, True, "索引是用别的设置建的，映射自然不同")
        if different := sorted(_differences(mapping(place.recipe.dimensions, 0), said["mappings"])):
            return Finding(
                name,
                False,
                f"索引 {index} 的映射与本库要求的不同：{'、'.join(different[:5])}，可能是集群里的索引模板"
                f"（index template）改了它。请让那个模板不再匹配 {place.prefix}-*，再运行 {REBUILD}。",
            )
    return Finding(name, True, "与本库要求的一致")


def _differences(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    """Names of fields and of other parts of a mapping that are not as wanted, or that nobody wanted."""
    yield from _differing(wanted["properties"], found.get("properties", {}))
    apart = ("properties", "_meta")
    yield from _differing(*({key: said[key] for key in said if key not in apart} for said in (wanted, found)))


def _differing(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    return (name for name in wanted.keys() | found.keys() if not _as_wanted(wanted.get(name), found.get(name)))


def _as_wanted(wanted: Any, found: Any) -> bool:
    """Whether nothing found is other than wanted; the cluster leaves out what is its default."""
    if isinstance(wanted, Mapping) and isinstance(found, Mapping):
        return all(
            _as_wanted(value, found[key])
            for key, value in wanted.items()
            if key in found and not (key == GRAPH and isinstance(value, Mapping))
        )
    return str(wanted).lower() == str(found).lower()


LOOKS: Final[Mapping[str, Callable[[_Place, str], Finding]]] = {
    "集群": _version,
    "集群权限": _rights,
    "集群健康": _colour,
    "集群磁盘": _writable,
    "集群映射": _mapping,
}
