"""Ways to keep vectors on a cluster, side by side: `python -m benchmarks.cluster_vectors [--records N] [--version V]`.

A local server holds the vectors of the kept base in each way in turn, and is asked for the nearest of the same
questions: milliseconds and processor milliseconds of the server a question, and the share of the nearest that a
comparison of all vectors finds. This chose `indexer.engine.elasticsearch.schema.vectors`.
"""

import argparse
import json
import time
from collections.abc import Mapping
from typing import Any, Final

import httpx
import numpy as np
import numpy.typing as npt

from benchmarks.engines import HEAP, processor_seconds
from benchmarks.synthetic_base import questions, settings_for
from deploy.elasticsearch import VERSIONS, Server, single
from indexer.engine.elasticsearch.questions import OVERSAMPLE
from indexer.engine.protocol import Nearest
from indexer.engine.vectors import Codes, quantise
from search_api.knowledge_base import KnowledgeBase

WAYS: Final[Mapping[str, tuple[str, str, float]]] = {
    "bytes": ("byte", "flat", 0),
    "seven bits": ("float", "int8_flat", 0),
    "seven bits, the best again exactly": ("float", "int8_flat", OVERSAMPLE),
    "one bit, three times as many again exactly": ("float", "bbq_flat", 3),
}
"""Type of the elements, kind of index, and how many times the wanted are compared again (0: none)."""

NEAREST: Final = 200
WARM: Final = 400
"""Questions before those that are timed: a server that was just started compiles its own code."""

AT_A_TIME: Final = 2_000


def fill(client: httpx.Client, codes: Codes, element: str, kind: str) -> None:
    """An index `vectors` with nothing but a number and a vector a document, in one segment."""
    vector = {"type": "dense_vector", "element_type": element, "dims": codes.shape[1], "similarity": "cosine"}
    fields = {"id": {"type": "integer"}, "vector": {**vector, "index_options": {"type": kind}}}
    settings = {"number_of_replicas": 0, "refresh_interval": "-1"}
    mapping = {"_source": {"enabled": False}, "properties": fields}
    client.delete("/vectors?ignore_unavailable=true").raise_for_status()
    client.put("/vectors", json={"settings": settings, "mappings": mapping}).raise_for_status()
    pointing = np.flatnonzero(codes.any(axis=1))  # the cluster refuses a vector without direction
    for start in range(0, len(pointing), AT_A_TIME):
        some = pointing[start : start + AT_A_TIME]
        told = (json.dumps({"id": int(id), "vector": _said(element, codes[id])}) for id in some)
        lines = (f'{{"index":{{}}}}\n{document}\n' for document in told)
        sent = client.post("/vectors/_bulk", content="".join(lines), headers={"content-type": "application/x-ndjson"})
        if sent.raise_for_status().json()["errors"]:
            raise RuntimeError(sent.text[:500])
    client.post("/vectors/_forcemerge?max_num_segments=1").raise_for_status()
    client.post("/vectors/_refresh").raise_for_status()


def nearest(client: httpx.Client, element: str, again: float, code: npt.NDArray[np.int8]) -> list[int]:
    """What the server finds nearest."""
    asked: dict[str, Any] = {"field": "vector", "query_vector": _said(element, code), "k": NEAREST}
    asked |= {"num_candidates": 1_000} | ({"rescore_vector": {"oversample": again}} if again else {})
    search = {"query": {"knn": asked}, "size": NEAREST, "_source": False, "docvalue_fields": ["id"]}
    answer = client.post("/vectors/_search?filter_path=hits.hits.fields.id", json=search).raise_for_status()
    return [hit["fields"]["id"][0] for hit in answer.json()["hits"]["hits"]]


def _said(element: str, code: npt.NDArray[np.int8]) -> str | list[int]:
    """A vector as a request has it: bytes in hexadecimals, or numbers."""
    return code.tobytes().hex() if element == "byte" else code.tolist()


def measure(server: Server, base: KnowledgeBase, asked: npt.NDArray[np.float32]) -> None:
    state = base.engine.state()
    ids = np.arange(1, state.documents + 1)
    codes, _ = quantise(base.engine.vectors(ids.tolist()))
    expected = [base.engine.rank([Nearest(vector, limit=NEAREST)])[0].ids for vector in asked]
    sought, _ = quantise(asked)
    print("| way | p50 ms | processor ms, server | found of the nearest |\n|---|---|---|---|")
    filled = ("", "")
    with httpx.Client(base_url=server.url, timeout=600, trust_env=False) as client:
        for way, (element, kind, again) in WAYS.items():
            if (element, kind) != filled:
                fill(client, codes, element, kind)
                filled = element, kind
            for code in np.resize(sought, (WARM, sought.shape[1])):
                nearest(client, element, again, code)
            times, found, before = [], [], processor_seconds(server)
            for code in sought:
                began = time.perf_counter()
                found.append(nearest(client, element, again, code))
                times.append((time.perf_counter() - began) * 1000)
            spent = (processor_seconds(server) - before) * 1000 / len(sought)
            share = np.mean([np.isin(best, ids[each]).mean() for best, each in zip(expected, found, strict=True)])
            print(f"| {way} | {np.median(times):.1f} | {spent:.1f} | {share:.4f} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--version", choices=VERSIONS, default=max(VERSIONS))
    chosen = parser.parse_args()
    base = KnowledgeBase(settings_for(chosen.records))
    asked = base.encoder.encode_queries(questions(chosen.questions))
    with single(chosen.version, java=HEAP) as server:
        measure(server, base, asked)
    base.close()


if __name__ == "__main__":
    main()
