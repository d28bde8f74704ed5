"""Writing the log anew without the rows that no longer count."""

import shutil
from pathlib import Path
from typing import Final

import numpy as np

from indexer.engine.embedded.log import RECORD, Extent
from indexer.engine.embedded.snapshot import Snapshot
from indexer.engine.embedded.state import State

DEAD_SHARE: Final = 0.3
"""Share of dead rows from which a new log is worth its writing: the scan of vectors pays for every row."""

DEAD_ROWS: Final = 10_000
"""Fewer dead rows than this are never worth it."""

BLOCK: Final = 65_536
"""Rows that are copied at a time."""


def wasteful(state: State) -> bool:
    """Whether the log of this state should be written anew."""
    dead = state.extent.rows - state.index.documents
    return dead > max(DEAD_ROWS, DEAD_SHARE * state.extent.rows)


def compacted(base: Snapshot, source: Path, folder: Path) -> Extent:
    """Write the live rows of a snapshot into a new folder, by rising id, and say how long the files are.

    Texts are copied whole, the dead ones too; they are small, and a rebuild drops them.
    """
    folder.mkdir(parents=True)
    columns, extent = base.columns, base.state.extent
    for name in ("texts", "values"):
        shutil.copyfile(source / name, folder / name)
    records = np.memmap(source / "rows", RECORD, "r", shape=(extent.rows,))
    with (folder / "rows").open("wb") as rows, (folder / "vectors").open("wb") as vectors:
        for start in range(0, len(columns), BLOCK):
            part = columns.rows[start : start + BLOCK]
            rows.write(records[part].tobytes())
            vectors.write(columns.codes[part].tobytes())
    return Extent(len(columns), extent.texts, extent.values)
