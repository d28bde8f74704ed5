"""What goes wrong with a cluster, in words: what it is and what mends it."""

from collections.abc import Sequence
from typing import Any, Final, Self
from urllib.parse import urlsplit

from elasticsearch import ConnectionTimeout, TransportError
from elasticsearch import SSLError as TlsError

from indexer.errors import IndexUnavailable

FLOOD: Final = ("flood-stage", "read-only-allow-delete")
"""By these words the cluster tells that its disk is nearly full, with status 429 or 403."""


class Refused(Exception):
    """An answer other than success, as the cluster gave it; never leaves this package."""

    def __init__(self, status: int, type: str, reason: str) -> None:
        super().__init__(f"{status} {type}: {reason}")
        self.status, self.type, self.reason = status, type, reason

    @classmethod
    def of(cls, status: int, body: Any) -> Self:
        """Read the body of an answer, which may be anything where a proxy wrote it."""
        error = body.get("error", body) if isinstance(body, dict) else body
        if not isinstance(error, dict):
            return cls(status, "", str(error)[:200])
        cause = error
        if root := error.get("failed_shards") or error.get("root_cause"):
            cause = root[0].get("reason", root[0]) if isinstance(root[0].get("reason"), dict) else root[0]
        return cls(status, str(cause.get("type", "")), str(cause.get("reason", ""))[:300])

    @property
    def full(self) -> bool:
        """Whether the disk is nearly full, which waiting does not mend."""
        return any(sign in self.reason for sign in FLOOD)

    @property
    def turned_away(self) -> bool:
        """Whether the cluster was too busy to begin with what was asked, which waiting mends."""
        return self.status == 429 and not self.full

    @property
    def no_index(self) -> bool:
        """Whether the index asked for, or its alias, does not exist."""
        return self.status == 404

    def in_words(self, prefix: str) -> IndexUnavailable:
        """For people, with what mends it."""
        return IndexUnavailable(self._words(prefix))

    def _words(self, prefix: str) -> str:
        if self.status < 300:  # the client misses what every answer of Elasticsearch carries
            return "INNOKB_ELASTICSEARCH_URL 指向的服务不是 Elasticsearch。请检查地址与端口。"
        if self.full:
            return (
                f"Elasticsearch 的磁盘快满了，索引已变为只读（{self.reason}）。"
                "请给集群腾出磁盘空间；空间够了它会自行解除，之后再运行 innokb index。"
            )
        if self.status == 401:
            return (
                "Elasticsearch 不接受登录信息（401）。请检查 INNOKB_ELASTICSEARCH_API_KEY，"
                "或 INNOKB_ELASTICSEARCH_USERNAME 与 INNOKB_ELASTICSEARCH_PASSWORD。"
            )
        if self.status == 403:
            return (
                f"Elasticsearch 的帐号权限不够（403，{self.reason}）。"
                f"请管理员授予对索引 {prefix} 与 {prefix}-* 的全部权限（all），以及集群的 monitor 权限。"
            )
        if self.status == 429:
            return "Elasticsearch 忙不过来（429），请稍后再试；经常如此请给集群增加节点。"
        detail = f"{self.status}，{self.type}：{self.reason}" if self.type else f"{self.status}，{self.reason}"
        if self.status >= 500:
            return f"Elasticsearch 暂时不能回答（{detail}）。请稍后再试；若仍如此，请检查集群的状态与日志。"
        return f"Elasticsearch 拒绝了请求（{detail}）。"


def unreachable(urls: Sequence[str], error: TransportError, waited: float) -> IndexUnavailable:
    """No answer at all."""
    where = "、".join(map(_bare, urls))
    if isinstance(error, TlsError):
        return IndexUnavailable(
            f"不信任 Elasticsearch 的证书（{where}）：{error.message}。"
            "请把签发它的 CA 证书文件写进 INNOKB_ELASTICSEARCH_CA_CERTS。"
        )
    if isinstance(error, ConnectionTimeout):
        return IndexUnavailable(f"Elasticsearch 在 {waited:g} 秒内没有回答（{where}）。请稍后再试，或检查集群的负载。")
    return IndexUnavailable(
        f"连不上 Elasticsearch（{where}）：{error.message}。请检查它是否在运行，INNOKB_ELASTICSEARCH_URL 是否正确。"
    )


def busy(most: int) -> IndexUnavailable:
    """Too many questions are on their way already."""
    return IndexUnavailable(f"Elasticsearch 回答得慢，已有 {most} 个请求在等它。请稍后再试。")


def _bare(url: str) -> str:
    """The address without name and password."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
