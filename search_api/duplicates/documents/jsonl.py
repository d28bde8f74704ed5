"""A check as JSON Lines: one line a submission, in the order of its table."""

import json
from typing import BinaryIO

from search_api.duplicates.documents.dossier import Dossier


def write_jsonl(dossier: Dossier, target: BinaryIO) -> None:
    """Write what is said of each submission; `run` tells which check it was and how it was asked."""
    run = {
        "id": dossier.job.run_id,
        "index_revision": dossier.job.index_revision,
        "threshold": dossier.threshold,
        "within_batch": dossier.within_batch,
    }
    for case in dossier.all():
        said = case.report.model_dump(mode="json") | {"run": run}
        target.write(json.dumps(said, ensure_ascii=False).encode() + b"\n")
