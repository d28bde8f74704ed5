"""The API killed in the middle of a check: what was answered stays, the rest follows at the next start."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from corpus.importing.run import import_file
from corpus.samples import achievement_files, achievements
from corpus.store import Store
from search_api.duplicates.batch import FEW
from search_api.knowledge_base import KnowledgeBase
from search_api.settings import Settings

PATIENCE_S = 300.0


@contextmanager
def serving(home: Path) -> Iterator[tuple[httpx.Client, "subprocess.Popen[bytes]"]]:
    """A server in a process of its own; whoever comes last kills it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"INNOKB_HOME": str(home), "INNOKB_API_PORT": str(port), "TMPDIR": str(home)}  # also what it leaves
    environment = {**os.environ, **own}
    process = subprocess.Popen([sys.executable, "-m", "ui.cli", "serve"], env=environment)
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=30.0, trust_env=False)
    try:
        until(lambda: answers(client))
        yield client, process
    finally:
        client.close()
        process.kill()
        process.wait()


def answers(client: httpx.Client) -> bool:
    try:
        return client.get("/checks").status_code == 200
    except httpx.TransportError:
        return False


def until(holds: Any) -> Any:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_a_check_survives_the_death_of_its_server(tmp_path: Path) -> None:
    settings = Settings(_env_file=None, home=tmp_path)
    base = KnowledgeBase(settings)
    for file in achievement_files():
        import_file(base.store, file)
    base.index()
    base.close()
    rows = [each.model_dump(mode="json", exclude_defaults=True, exclude={"source", "code"}) for each in achievements()]
    rows = [*rows, *(row | {"unit": "另一单位"} for row in rows)][: FEW + 20]  # so many that processes answer them
    table = "\n".join(map(json.dumps, rows))
    with serving(tmp_path) as (client, process):
        number = client.post("/checks", files=[("files", ("申报.jsonl", table.encode()))]).json()["id"]
        job = until(lambda: (now := client.get(f"/checks/{number}").json())["progress"] and now)
        assert job["status"] == "running"
        begun = client.get(f"/checks/{number}/results", params={"size": 200}).json()["total"]
        process.send_signal(signal.SIGKILL)
        process.wait()
    with Store.open(settings.store_url) as store:
        before = {each.short.position: each.report for each in store.all_results(number)}
    assert begun <= len(before) < len(rows)
    with serving(tmp_path) as (client, process):
        until(lambda: client.get(f"/checks/{number}").json()["status"] == "done")
        assert client.get(f"/checks/{number}").json()["progress"] == len(rows)
    with Store.open(settings.store_url) as store:
        after = {each.short.position: each.report for each in store.all_results(number)}
    assert sorted(after) == list(range(len(rows)))
    assert {position: after[position] for position in before} == before
