"""Figures for a Prometheus server: requests, how long they took, and what is in the base."""

import time
from collections.abc import Iterator
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.errors import CorpusError
from search_api.indexing import Indexing

BUCKETS: Final = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""Upper bounds in seconds; the figures promised for a search are 20 and 55 ms."""


class Metrics:
    """The figures of one app, in a registry of their own."""

    def __init__(self, indexing: Indexing) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_BaseFigures(indexing))
        labels = ("method", "route", "status")
        self.requests = Counter("innokb_requests", "Requests answered", labels, registry=self._registry)
        self.seconds = Histogram(
            "innokb_request_seconds", "Time to answer", ("method", "route"), buckets=BUCKETS, registry=self._registry
        )

    def text(self) -> bytes:
        """All figures in Prometheus' text format."""
        return generate_latest(self._registry)


class _BaseFigures(Collector):
    """What is in the base, asked for whenever the figures are."""

    def __init__(self, indexing: Indexing) -> None:
        self._indexing = indexing

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            state = self._indexing.answer()
        except CorpusError:
            yield GaugeMetricFamily("innokb_up", "Whether the store can be reached", 0)
            return
        yield GaugeMetricFamily("innokb_up", "Whether the store can be reached", 1)
        yield GaugeMetricFamily("innokb_index_ready", "Whether the index can be searched", int(state.ready))
        yield GaugeMetricFamily("innokb_index_documents", "Achievements in the index", state.documents)
        yield GaugeMetricFamily("innokb_index_lag", "Writes that the index has not seen", state.lag)
        yield GaugeMetricFamily("innokb_indexing", "Whether an indexing run is going on", int(state.indexing))


class MeasureRequests:
    """Counts and times every request by its route, so that ids in paths do not multiply the figures."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and note its status and duration."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        started = time.perf_counter()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", "other")
            self._metrics.requests.labels(scope["method"], route, str(status)).inc()
            self._metrics.seconds.labels(scope["method"], route).observe(time.perf_counter() - started)
