"""What the Elasticsearch engine does without a server: cutting into requests, waiting, repeating, leases, words."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from threading import enumerate as enumerate_threads
from typing import Any

import numpy as np
import pytest
from elasticsearch import ConnectionError as NotConnected
from elasticsearch import ConnectionTimeout, TransportError
from elasticsearch import SSLError as TlsError

from indexer.engine.elasticsearch import Cluster, bulk, connection
from indexer.engine.elasticsearch import lease as lease_room
from indexer.engine.elasticsearch.bulk import ATTEMPTS, LONGEST_PAUSE_S, chunks, pauses, send
from indexer.engine.elasticsearch.connection import READ_S, Connection
from indexer.engine.elasticsearch.generations import alias_for
from indexer.engine.elasticsearch.lease import EXPIRES_S, Holder, Lease, held
from indexer.engine.elasticsearch.schema import sources
from indexer.engine.elasticsearch.trouble import Refused, unreachable
from indexer.errors import IndexBusy, IndexUnavailable
from tests.contract.documents import RECIPE, document

Answer = dict[str, Any]


def answer(changes: bytes, statuses: dict[int, int] | None = None) -> Answer:
    """What a cluster says to a bulk request; items fail with the statuses given."""
    items = []
    for id in ids_in(changes):
        status = (statuses or {}).get(id, 201)
        error = {} if status < 300 else {"error": {"type": f"e{status}", "reason": f"because {status}"}}
        items.append({"index": {"_id": str(id), "status": status, **error}})
    return {"items": items}


def ids_in(lines: bytes) -> list[int]:
    """The documents of a bulk request."""
    return [int(line["index"]["_id"]) for line in map(json.loads, lines.splitlines()) if "index" in line]


class Server:
    """Answers bulk requests one by one with what was prepared; keeps which ids each of them held."""

    def __init__(self, *prepared: dict[int, int] | Exception) -> None:
        self._prepared = list(prepared)
        self.asked: list[list[int]] = []

    def __call__(self, lines: bytes) -> Answer:
        self.asked.append(
            [int(line["index"]["_id"]) for line in map(json.loads, lines.splitlines()) if "index" in line]
        )
        next_one = self._prepared.pop(0) if self._prepared else {}
        if isinstance(next_one, Exception):
            raise next_one
        return answer(lines, next_one)


class Clock:
    """Seconds that pass when told to; waiting passes them too."""

    def __init__(self, now: float = 1_000.0) -> None:
        self.now = now
        self.waited: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds


CHANGES = {id: b'{"id":%d}' % id for id in range(4)}


def test_changes_are_cut_into_requests_of_bounded_size() -> None:
    parts = list(chunks([(1, b"x" * 40), (2, b"x" * 40), (3, None), (4, b"x" * 40), (5, b"x" * 500), (6, b"x")], 100))
    assert [list(part) for part in parts] == [[1, 2, 3], [4], [5], [6]]
    assert list(chunks([], 100)) == []


def test_pauses_double_up_to_the_longest_and_chance_shortens_them() -> None:
    assert list(pauses(lambda: 1.0)) == [0.5, 1, 2, 4, 8, 15, 15, 15]
    assert list(pauses(lambda: 0.0)) == [0.25, 0.5, 1, 2, 4, 7.5, 7.5, 7.5]


def test_only_what_the_cluster_was_too_busy_for_is_sent_again() -> None:
    server, clock = Server({1: 429, 3: 429}, {3: 503}), Clock()
    send(server, CHANGES, sleep=clock.sleep, chance=lambda: 1.0)
    assert server.asked == [[0, 1, 2, 3], [1, 3], [3]]
    assert clock.waited == [0.5, 1]


@pytest.mark.parametrize(
    "met", [Refused(429, "es_rejected_execution_exception", "queue full"), IndexUnavailable("连不上")]
)
def test_a_request_that_did_not_arrive_is_sent_again_whole(met: Exception) -> None:
    server, clock = Server(met, met), Clock()
    send(server, CHANGES, sleep=clock.sleep)
    assert server.asked == [[0, 1, 2, 3]] * 3


def test_a_cluster_that_stays_busy_is_given_up_after_the_last_attempt() -> None:
    busy = {0: 429}
    server, clock = Server(*[busy] * ATTEMPTS), Clock()
    with pytest.raises(Refused):
        send(server, CHANGES, sleep=clock.sleep)
    assert len(server.asked) == ATTEMPTS
    assert max(clock.waited) <= LONGEST_PAUSE_S


def test_what_fails_for_good_is_reported_with_its_status() -> None:
    server = Server({1: 400, 2: 429})
    with pytest.raises(IndexUnavailable, match=r"没有收下 1 条.*成果 1：400 e400: because 400"):
        send(server, CHANGES, sleep=Clock().sleep)
    assert len(server.asked) == 1


def test_a_full_disk_is_not_tried_again() -> None:
    full = Refused(429, "cluster_block_exception", "disk usage exceeded flood-stage watermark, read-only-allow-delete")
    server = Server(full)
    with pytest.raises(Refused) as met:
        send(server, CHANGES, sleep=Clock().sleep)
    assert "磁盘" in str(met.value.in_words("innokb"))
    assert len(server.asked) == 1


def test_the_same_document_is_never_on_its_way_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "CHUNK", 10)
    first_may_end, arrived = Event(), []

    class Slow:
        def tell(self, *request: Any, **_: Any) -> Answer:
            _, _, lines = request
            if not arrived:
                first_may_end.wait(5)
            arrived.append(lines.splitlines()[1])
            return answer(lines)

    outbox = bulk.Outbox(Slow(), "index")  # type: ignore[arg-type]
    outbox.add(1, b'{"text": "first"}')
    second = Thread(target=outbox.add, args=(1, b'{"text": "second"}'))
    second.start()
    first_may_end.set()
    second.join()
    outbox.flush()
    outbox.close()
    assert arrived == [b'{"text": "first"}', b'{"text": "second"}']


class LeaseServer:
    """The one document of a lease, as a cluster keeps it."""

    def __init__(self) -> None:
        self.note: Answer | None = None
        self.number = 0
        self.away = False

    def tell(self, method: str, target: str, body: Answer | None = None, **_: float) -> Answer:
        if self.away:
            raise IndexUnavailable("连不上")
        if "_doc" not in target:
            return {}
        if method == "GET" and self.note is None:
            raise Refused(404, "", "")
        asked = f"if_seq_no={self.number}&if_primary_term=1" if self.note else "op_type=create"
        if method != "GET" and asked not in target:
            raise Refused(409, "version_conflict_engine_exception", "")
        if method != "GET":
            self.note, self.number = body, self.number + 1
        return {"_source": self.note, "_seq_no": self.number, "_primary_term": 1}


@pytest.fixture
def leases() -> LeaseServer:
    return LeaseServer()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lease(leases: LeaseServer, clock: Clock) -> Iterator[Lease]:
    with held(leases, "innokb", clock) as lease:  # type: ignore[arg-type]
        yield lease


def take(leases: LeaseServer, clock: Clock) -> None:
    with held(leases, "innokb", clock):  # type: ignore[arg-type]
        pass


def elsewhere(leases: LeaseServer, **changed: object) -> None:
    """Somebody else holds the lease from now on."""
    leases.note = {**(leases.note or {}), "host": "far-away", "command": "innokb index", **changed}
    leases.number += 1


def test_a_lease_is_held_by_one(leases: LeaseServer, clock: Clock, lease: Lease) -> None:
    elsewhere(leases)
    clock.now += EXPIRES_S - 1
    with pytest.raises(IndexBusy, match=r"另一个进程.*主机 far-away，命令 innokb index，始于"):
        take(leases, clock)


def test_a_lease_that_was_not_renewed_is_free(leases: LeaseServer, clock: Clock, lease: Lease) -> None:
    elsewhere(leases)
    clock.now += EXPIRES_S + 1
    take(leases, clock)
    assert leases.note is None


def test_a_renewed_lease_lasts(leases: LeaseServer, clock: Clock, lease: Lease) -> None:
    clock.now += EXPIRES_S - 1
    renewed = clock.now
    lease.renew()
    clock.now += EXPIRES_S - 1
    lease.check()  # raises where it is lost
    assert leases.note is not None
    assert leases.note["renewed"] == renewed


def test_a_lease_of_a_process_of_this_machine_that_ended_is_free_at_once() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    here = socket.gethostname()
    assert Holder(here, process.pid, "", "", 1_000).gone(1_001)
    assert not Holder("far-away", process.pid, "", "", 1_000).gone(1_001)
    assert not Holder(here, os.getpid(), "", "", 1_000).gone(1_001)


def test_who_lost_the_lease_may_not_publish(leases: LeaseServer, clock: Clock, lease: Lease) -> None:
    elsewhere(leases)
    lease.renew()
    with pytest.raises(IndexBusy, match="资格已失效"):
        lease.check()


def test_a_lease_that_could_not_be_renewed_in_time_is_lost(leases: LeaseServer, clock: Clock, lease: Lease) -> None:
    leases.away = True
    lease.renew()
    clock.now += EXPIRES_S - 1
    lease.check()
    clock.now += 2
    with pytest.raises(IndexBusy):
        lease.check()
    leases.away = False


def test_a_lease_that_could_not_be_given_back_is_free_as_soon_as_the_cluster_is_there(
    leases: LeaseServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease_room, "RELEASED_EVERY_S", 0.01)
    with held(leases, "innokb", clock):  # type: ignore[arg-type]
        leases.away = True
    assert leases.note is not None
    leases.away = False
    for thread in enumerate_threads():
        if thread.name == "lease":
            thread.join(10)
    assert leases.note is None
    take(leases, clock)


class Node:
    """A node that gives prepared answers, the last one for ever: a status and a body, or seconds of silence."""

    def __init__(self, *prepared: tuple[int, object] | float) -> None:
        self.prepared = list(prepared)
        self.asked = 0

    def next_answer(self) -> tuple[int, object]:
        self.asked += 1
        given = self.prepared.pop(0) if len(self.prepared) > 1 else self.prepared[0]
        if isinstance(given, tuple):
            return given
        time.sleep(given)
        return 200, "late"


@contextmanager
def answering(node: Node) -> Iterator[str]:
    """Let a node answer on a port of this machine; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, body = node.next_answer()
            text = json.dumps(body).encode()
            with suppress(OSError):
                self.send_response(status)
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

        def log_message(self, format: str, *args: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = Thread(target=http.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


def ask(*urls: str) -> object:
    connection = Connection(Cluster(urls))
    try:
        return connection.ask("POST", "/x/_msearch", b"{}\n")
    finally:
        connection.close()


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_question_is_asked_once_more_where_that_may_help(status: int) -> None:
    with answering(Node((status, {}), (200, "fine"))) as url:
        assert ask(url) == "fine"


def test_a_question_that_cannot_be_answered_is_asked_once() -> None:
    node = Node((400, {"error": {"type": "parsing_exception", "reason": "no"}}))
    with answering(node) as url, pytest.raises(Refused, match="400 parsing_exception: no"):
        ask(url)
    assert node.asked == 1


@pytest.mark.parametrize("silent", ["gone", "slow"])
def test_another_node_answers_for_one_that_does_not(silent: str) -> None:
    for _ in range(4):  # who is asked first is chance
        with answering(Node(READ_S)) as slow, answering(Node((200, "fine"))) as fine:
            assert ask("http://127.0.0.1:1" if silent == "gone" else slow, fine) == "fine"


def test_a_silent_cluster_is_given_up_in_time() -> None:
    began = time.monotonic()
    with answering(Node(READ_S + 2)) as url:
        with pytest.raises(IndexUnavailable, match=r"在 3 秒内没有回答（http://127\.0\.0\.1"):
            ask(url)
        assert time.monotonic() - began < READ_S + 1


def test_no_more_questions_wait_for_a_slow_cluster_than_there_are_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "MOST_READS", 2)
    monkeypatch.setattr(connection, "PATIENCE_S", 0.05)
    with answering(Node(0.6)) as url:
        opened = Connection(Cluster((url,)))
        waiting = [Thread(target=opened.ask, args=("POST", "/", b"{}")) for _ in range(2)]
        for each in waiting:
            each.start()
        time.sleep(0.2)
        with pytest.raises(IndexUnavailable, match="已有 2 个请求在等它。请稍后再试"):
            opened.ask("POST", "/", b"{}")
        for each in waiting:
            each.join()
        assert opened.ask("POST", "/", b"{}") == "late"
        opened.close()


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        (Refused(401, "security_exception", "unable to authenticate"), "INNOKB_ELASTICSEARCH_API_KEY"),
        (Refused(403, "security_exception", "action is unauthorized"), "innokb 与 innokb-\\* 的全部权限"),
        (Refused(429, "es_rejected_execution_exception", "queue"), "稍后再试"),
        (Refused(503, "cluster_block_exception", "no master"), "稍后再试.*状态与日志"),
        (Refused(200, "", "<html>"), "不是 Elasticsearch"),
        (Refused(400, "mapper_exception", "no"), "拒绝了请求（400，mapper_exception：no）"),
        (Refused.of(502, "<html>Bad Gateway</html>"), "Bad Gateway"),
    ],
)
def test_what_a_cluster_refuses_is_said_with_what_mends_it(refused: Refused, said: str) -> None:
    assert re.search(said, str(refused.in_words("innokb")))


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TlsError("unable to get local issuer certificate"), "INNOKB_ELASTICSEARCH_CA_CERTS"),
        (NotConnected("refused"), "INNOKB_ELASTICSEARCH_URL"),
        (ConnectionTimeout("timed out"), "3 秒内没有回答"),
    ],
)
def test_no_answer_is_said_without_the_password(error: TransportError, said: str) -> None:
    text = str(unreachable(["https://name:secret@cluster:9200"], error, READ_S))
    assert said in text
    assert "cluster:9200" in text
    assert "secret" not in text


def test_a_cluster_does_not_show_its_secrets() -> None:
    cluster = Cluster(("https://cluster:9200",), api_key="secret", password="secret")
    assert "secret" not in repr(cluster)
    assert "secret" not in repr(cluster.client())


def test_each_recipe_has_a_name_of_its_own() -> None:
    others = [replace(RECIPE, schema=2), replace(RECIPE, encoder="x"), RECIPE]
    assert len({alias_for("innokb", recipe) for recipe in others}) == 3
    assert alias_for("innokb", RECIPE).startswith("innokb-r")


def test_a_document_is_one_line_and_no_vector_without_direction_is_kept() -> None:
    [line] = sources([document(7, "皮带\ud800 机", region="甲", year=None, vector=np.zeros(64, np.float32))])
    assert b"\n" not in line
    fields = json.loads(line)
    assert (fields["id"], fields["region"], fields["year"], fields["suggestion"]) == (7, "甲", "", "皮带?机")
    assert not {"vector", "codes", "year_number"} & fields.keys()


def test_the_embedded_engine_imports_nothing_of_a_cluster() -> None:
    program = (
        "import sys, search_api.engines, indexer.engine.embedded; "
        "print({'elasticsearch', 'elastic_transport'} & {*sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "set()"
