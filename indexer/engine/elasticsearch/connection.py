"""The way to a cluster: which nodes, how to be let in, how long to wait, and how many may ask at once."""

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Any, Final

from elastic_transport import NodeConfig
from elastic_transport.client_utils import url_to_node_config
from elasticsearch import ApiError, ConnectionTimeout, Elasticsearch, TransportError
from elasticsearch import ConnectionError as NotConnected
from elasticsearch import SSLError as TlsError

from indexer.engine.elasticsearch.trouble import Refused, busy, unreachable

READ_S: Final = 3.0
"""Seconds that a question may take in all, other nodes being asked where one is silent."""

WRITE_S: Final = 120.0
"""Seconds that one bulk request or change of an index may take."""

MOST_READS: Final = 16
"""Questions of one process on their way at a time, so that a slow cluster never holds all threads of the API."""

PATIENCE_S: Final = 0.5
"""Seconds that a question waits for its turn while so many are on their way."""

PAUSE_S: Final = 0.05
"""Seconds before a node that is overloaded or has no master is asked again."""

TURNED_AWAY_S: Final = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before a change that an overloaded cluster turned away is sent again, each up to half shorter or longer."""

ELSEWHERE: Final = (429, 502, 503, 504)
"""Statuses after which another attempt, or another node, may do better."""

JSON: Final = {"accept": "application/json", "content-type": "application/json"}
LINES: Final = {"accept": "application/json", "content-type": "application/x-ndjson"}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a cluster is and how to be let in: by an API key, or by name and password, or by neither.

    `urls` are nodes (http or https, with port); `ca_certs` is a file of certificates to trust, "" for the common ones.
    """

    urls: tuple[str, ...]
    api_key: str = field(default="", repr=False)
    username: str = ""
    password: str = field(default="", repr=False)
    ca_certs: str = ""

    def client(self) -> Elasticsearch:
        """A client that asks each request once; which node is asked again, and when, is settled here."""
        account: dict[str, Any] = {}
        if self.api_key:
            account["api_key"] = self.api_key
        elif self.username:
            account["basic_auth"] = (self.username, self.password)
        return Elasticsearch(self._nodes(), **account, max_retries=0, retry_on_status=())

    def _nodes(self) -> list[NodeConfig]:
        named = [url_to_node_config(url, use_default_ports_for_scheme=True) for url in self.urls]
        return [
            node.replace(
                connections_per_node=2 * MOST_READS,
                ca_certs=(self.ca_certs or None) if node.scheme == "https" else None,
            )
            for node in named
        ]


class Connection:
    """Sends requests; safe to be used from many threads.

    An answer other than success raises Refused; no answer raises IndexUnavailable with the reason in words.
    """

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._client = cluster.client()
        self._patient: dict[float, Elasticsearch] = {}
        self._places = BoundedSemaphore(MOST_READS)

    def ask(self, method: str, target: str, body: Any = None) -> Any:
        """The JSON answer to a question; a list as body is sent line by line. Other nodes are tried in READ_S."""
        with self._place():
            until = time.monotonic() + READ_S
            for attempts_left in reversed(range(max(2, len(self.cluster.urls)))):
                left = max(until - time.monotonic(), PAUSE_S)
                try:
                    return self._send(method, target, body, left / 2 if attempts_left and self._several else left)
                except (TransportError, Refused) as error:
                    if not attempts_left or not self._worth_another(error, until):
                        raise self._final(error, READ_S) from error
        raise AssertionError("unreachable")

    def tell(
        self,
        method: str,
        target: str,
        body: Any = None,
        *,
        timeout: float = WRITE_S,
        pauses: Sequence[float] = TURNED_AWAY_S,
    ) -> Any:
        """Change something, once; the JSON answer. What the cluster turned away undone is sent again after pauses."""
        for pause in (*pauses, None):
            try:
                return self._send(method, target, body, timeout)
            except (TransportError, Refused) as error:
                if pause is None or not (isinstance(error, Refused) and error.turned_away):
                    raise self._final(error, timeout) from error
                time.sleep(pause * (0.5 + random.random()))
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    @property
    def _several(self) -> bool:
        return len(self.cluster.urls) > 1

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=PATIENCE_S):
            raise busy(MOST_READS)
        try:
            yield
        finally:
            self._places.release()

    def _worth_another(self, error: Exception, until: float) -> bool:
        if isinstance(error, Refused):
            if error.status not in ELSEWHERE:
                return False
            time.sleep(PAUSE_S)
        elif isinstance(error, TlsError) or not isinstance(error, NotConnected | ConnectionTimeout):
            return False
        return time.monotonic() < until

    def _send(self, method: str, target: str, body: Any, timeout: float) -> Any:
        headers = LINES if isinstance(body, list | bytes) else JSON
        try:
            return self._waiting(timeout).perform_request(method, target, headers=headers, body=body).body
        except ApiError as error:
            raise Refused.of(error.meta.status, error.body) from None

    def _waiting(self, seconds: float) -> Elasticsearch:
        """The client that waits so long, within a tenth of a second; to make one costs as much as to ask."""
        tenths = max(round(seconds, 1), PAUSE_S)
        if tenths not in self._patient:
            self._patient[tenths] = self._client.options(request_timeout=tenths)
        return self._patient[tenths]

    def _final(self, error: TransportError | Refused, waited: float) -> Exception:
        return error if isinstance(error, Refused) else unreachable(self.cluster.urls, error, waited)
