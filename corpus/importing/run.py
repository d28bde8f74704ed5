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
from corpus.importing.applying import Progress, Recording, import_rows
from corpus.importing.columns import ColumnMapping
from corpus.importing.reading import read, read_needs
from corpus.reports import FileReport
from corpus.store import Entry, Store, local_user

__all__ = ["FileReport", "import_file", "import_needs"]


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
    actor = actor or local_user()

    def imported(recording: Recording, told: Progress) -> FileReport:
        reading = read(path, mapping=mapping, source=source, year=year)
        return import_rows(reading, Entry.of, recording, file=path.name, source=source or path.name, progress=told)

    if dry_run:
        return imported(store.rehearsing, progress or _ignore)
    if import_id is not None:
        return imported(partial(store.writing, actor, import_id), progress or _ignore)
    with _own_import(store, path, {"source": source, "year": year}, actor) as own_id:
        report = imported(partial(store.writing, actor, own_id), _both(store, own_id, progress))
        store.finish_import(own_id, [report])
    return report


def import_needs(
    store: Store,
    path: Path,
    *,
    mapping: ColumnMapping | None = None,
    dry_run: bool = False,
    actor: str = "",
    progress: Progress | None = None,
) -> FileReport:
    """Read a file of needs and bring the store to what it says, by the same rules; the audit notes it.

    `mapping` must be one of needs (see `subjects.NEEDS`). Raises ImportProblem, StoreProblem.
    """
    actor = actor or local_user()
    recording = store.rehearsing_needs if dry_run else partial(store.writing_needs, actor)
    reading = read_needs(path, mapping)
    report = import_rows(reading, Entry.of_need, recording, file=path.name, progress=progress or _ignore)
    if not dry_run:
        counts = {"added": report.added, "updated": report.updated, "unchanged": report.unchanged}
        store.note_needs_import(actor, path.name, counts)
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
