"""Importing a file: read to its end, then applied to the store batch by batch.

A file is read completely before the first row is written, so one that turns out to be unreadable leaves nothing behind.
Rows are then written a thousand to a transaction; whatever stops the program in between, the batches that were
committed stay, and importing the file again completes it without doubling a row.

A record that was deleted and is found in the file again lives again under its old id, with a notice: importing is as
deliberate an act as deleting, and whoever deleted a wrong import and brings the right one gets what the file says.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from corpus.errors import CorpusError, StoreProblem
from corpus.importing.abandoned import PROCESS, close_abandoned, this_process
from corpus.importing.applying import Progress, import_rows
from corpus.importing.columns import ColumnMapping
from corpus.importing.reading import read
from corpus.reports import FileReport
from corpus.store import Store, local_user

__all__ = ["FileReport", "import_file"]


def import_file(
    store: Store,
    path: Path,
    *,
    source: str | None = None,
    year: int | None = None,
    mapping: ColumnMapping | None = None,
    dry_run: bool = False,
    actor: str = "",
    import_id: int | None = None,
    progress: Progress | None = None,
) -> FileReport:
    """Read a file and bring the store to what it says; the report tells what became of every row.

    `dry_run` writes nothing and reports what would happen. `import_id` names the import that this belongs to and whose
    state the caller keeps; without it one is made and kept here. `progress` is told how many rows are read, and again
    after each batch that was written; what it raises ends the import. `actor` is the local user unless said otherwise.
    Raises ImportProblem, StoreProblem.
    """
    read_file = partial(read, path, mapping=mapping, source=source, year=year)
    imported = partial(import_rows, store, file=path.name, source=source or path.name, dry_run=dry_run)
    actor = actor or local_user()
    if dry_run or import_id is not None:
        return imported(read_file(), actor=actor, import_id=import_id, progress=progress or _ignore)
    with _own_import(store, path, {"source": source, "year": year}, actor) as own_id:
        report = imported(read_file(), actor=actor, import_id=own_id, progress=_both(store, own_id, progress))
        store.finish_import(own_id, [report])
    return report


@contextmanager
def _own_import(store: Store, path: Path, options: dict[str, object], actor: str) -> Iterator[int]:
    close_abandoned(store)
    import_id = store.create_import([path.name], options | {PROCESS: this_process()}, actor)
    store.start_import(import_id)
    try:
        yield import_id
    except BaseException as error:
        with suppress(StoreProblem):  # a full disk takes no note of itself
            store.fail_import(import_id, str(error) if isinstance(error, CorpusError) else f"导入中断：{error!r}")
        raise


def _both(store: Store, import_id: int, progress: Progress | None) -> Progress:
    def tell(rows: int) -> None:
        store.advance_import(import_id, rows)
        if progress:
            progress(rows)

    return tell


def _ignore(_: int) -> None:
    pass
