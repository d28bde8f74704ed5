"""The record store: the one truth that everything else is derived from."""

import getpass
from types import TracebackType
from typing import Self

from corpus.store.checks import Checks
from corpus.store.database import Database
from corpus.store.deals import Deals
from corpus.store.desk import Desk
from corpus.store.jobs import ImportJobs
from corpus.store.needs import Needs
from corpus.store.profiles import Profiles
from corpus.store.records import Records
from corpus.store.templates import Templates


class Store(Records, ImportJobs, Checks, Templates, Needs, Deals, Profiles, Desk):
    """Achievements, needs and deals with their history, imports, checks, templates, weights, synonyms and the audit.

    Safe to use from many threads and processes. Every method raises StoreUnavailable where the database cannot do
    what is asked (full, locked, read-only, gone), with the mend in its text; what was written before stays.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the store at `sqlite:///path` or `postgresql://user:password@host:port/name`.

        A database that is empty or older is brought up to date first. Raises StoreUnavailable, StoreOutdated.
        """
        return cls(Database.connect(url))

    def close(self) -> None:
        """Let go of the database."""
        self._database.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def local_user() -> str:
    """Who is at the keyboard: the actor as long as there are no accounts."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container whose user has no name
        return "local"
