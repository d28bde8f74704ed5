"""Searches through the API: `python -m benchmarks.api_load [--records N] [--seconds S] [--clients N]`.

Starts a server of its own on a kept base of synthetic records, says how long its first answer takes and how much memory
it has, then asks with one client and with many at once, each for so many seconds. What the API adds is the median of
one client less that of the same questions in-process, which the answers tell themselves (`took_ms`).
"""

import argparse
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote

import numpy as np

from benchmarks.synthetic_base import questions, settings_for
from search_api.settings import Settings

PATIENCE_S = 60
WARM = 50
SERVE = "from search_api.serving import serve; from search_api.settings import Settings; serve(Settings())"


@dataclass(frozen=True, slots=True)
class Asked:
    """What one client saw: milliseconds of each request, those the server says it took, and how many failed."""

    times: list[float]
    took: list[float]
    failed: int


@contextmanager
def server(settings: Settings) -> Iterator[tuple[int, int]]:
    """A server on the base; gives its port and process id, and tells the time to its first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"INNOKB_HOME": str(settings.home), "INNOKB_API_PORT": str(port)}
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", SERVE], env=environment)
    try:
        while not _answers(port):
            if process.poll() is not None or time.perf_counter() - start > PATIENCE_S:
                raise SystemExit("the server did not start")
            time.sleep(0.02)
        print(f"first answer after {time.perf_counter() - start:.2f} s", flush=True)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _answers(port: int) -> bool:
    try:
        return _get(http.client.HTTPConnection("127.0.0.1", port), "提升机")[0] == 200
    except OSError:
        return False


def _get(connection: http.client.HTTPConnection, question: str) -> tuple[int, bytes]:
    connection.request("GET", f"/api/v1/search?q={quote(question)}")
    response = connection.getresponse()
    return response.status, response.read()


def ask(port: int, asked: Sequence[str], seconds: float) -> Asked:
    """Ask one question after the other on one connection until the time is over."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    seen = Asked([], [], 0)
    failed = 0
    end = time.perf_counter() + seconds
    for question in cycle(asked):
        start = time.perf_counter()
        if start > end:
            break
        status, body = _get(connection, question)
        seen.times.append((time.perf_counter() - start) * 1000)
        if status == 200:
            seen.took.append(json.loads(body)["took_ms"])
        else:
            failed += 1
    return Asked(seen.times, seen.took, failed)


def measure(port: int, asked: list[str], clients: int, seconds: float) -> None:
    with ThreadPoolExecutor(clients) as pool:
        start = time.perf_counter()
        orders = [list(islice(cycle(asked), at * 7, at * 7 + len(asked))) for at in range(clients)]
        seen = list(pool.map(lambda order: ask(port, order, seconds), orders))
        passed = time.perf_counter() - start
    times = [t for each in seen for t in each.times]
    added = np.median(times) - np.median([t for each in seen for t in each.took])
    p50, p99 = np.percentile(times, (50, 99))
    failed = sum(each.failed for each in seen)
    print(f"| {clients} | {len(times) / passed:.0f} | {p50:.1f} | {p99:.1f} | {added:.1f} | {failed} |", flush=True)


def memory(pid: int) -> float:
    """Resident memory of a process, MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--clients", type=int, default=32)
    chosen = parser.parse_args()
    asked = questions(500)
    with server(settings_for(chosen.records)) as (port, pid):
        print(f"resident after the first answer {memory(pid):.0f} MiB", flush=True)
        ask(port, asked[:WARM], 5)
        print("| clients | searches/s | p50 ms | p99 ms | API adds ms (median) | errors |\n|---|---|---|---|---|---|")
        measure(port, asked, 1, chosen.seconds)
        measure(port, asked, chosen.clients, chosen.seconds)
        print(f"resident at the end {memory(pid):.0f} MiB")


if __name__ == "__main__":
    main()
