"""The knowledge base as one object: the store, the index, and what turns texts into questions."""

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from search_api.settings import Settings

if TYPE_CHECKING:  # each part is imported when it is first needed, so that a command starts at once
    from concurrent.futures import Executor

    from corpus.store import Store
    from indexer.encoders import Encoder
    from indexer.engine.protocol import Engine
    from indexer.pipeline import IndexReport, Progress
    from indexer.synonyms import Synonyms
    from indexer.tokens import Tokenizer

Part = TypeVar("Part")

THREADS: Final = 2
"""Searches whose facets are counted at the same time, each beside its ranking."""


class _Opened(Generic[Part]):
    """A part of the base, opened by the decorated function at its first use; an error leaves it to be tried again."""

    def __init__(self, open_part: Callable[[Any], Part]) -> None:
        self._open = open_part
        self._name = open_part.__name__
        self.__doc__ = open_part.__doc__

    def __get__(self, base: "KnowledgeBase", owner: type["KnowledgeBase"]) -> Part:
        with base.lock:
            if self._name not in base.__dict__:  # from then on found there, without coming here
                base.__dict__[self._name] = self._open(base)
        part: Part = base.__dict__[self._name]
        return part


class KnowledgeBase:
    """Everything behind a search, opened from the settings when it is first needed; safe to use from many threads.

    A part that cannot be opened raises its floor's error (StoreUnavailable, IndexMismatch, EncoderUnavailable …).
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.lock = RLock()
        self._merged: tuple[tuple[tuple[str, ...], ...], Synonyms] | None = None

    @_Opened
    def store(self) -> "Store":
        """The record store."""
        from corpus.store import Store

        self.settings.home.mkdir(parents=True, exist_ok=True)
        return Store.open(self.settings.store_url)

    @_Opened
    def tokenizer(self) -> "Tokenizer":
        """What cuts texts into words, the same for documents and questions."""
        from indexer.tokens import load_tokenizer

        return load_tokenizer()

    @_Opened
    def encoder(self) -> "Encoder":
        """What turns texts into vectors, the same for documents and questions."""
        from indexer.encoders import load_encoder

        return load_encoder(self.settings.encoder)

    @_Opened
    def engine(self) -> "Engine":
        """The index; `state` says whether it is there and how far it has come."""
        from indexer.pipeline import recipe_for
        from search_api.engines import open_engine

        return open_engine(self.settings, recipe_for(self.encoder, self.tokenizer), lambda: self.store.count())

    @property
    def synonyms(self) -> "Synonyms":
        """The groups that come with the program and those of the staff, as they are now."""
        from indexer.synonyms import Synonyms, default_groups

        own = tuple(self.store.synonyms())
        with self.lock:
            if self._merged is None or self._merged[0] != own:
                self._merged = own, Synonyms(default_groups()) + Synonyms.from_groups(own)
            return self._merged[1]

    @_Opened
    def threads(self) -> "Executor":
        """What one search does beside something else."""
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(THREADS, thread_name_prefix="search")

    def index(self, *, rebuild: bool = False, progress: "Callable[[Progress], None] | None" = None) -> "IndexReport":
        """Bring the index up to the store's revision. Raises IndexBusy, IndexMismatch, IndexUnavailable."""
        from indexer.embeddings import EmbeddingCache
        from indexer.pipeline import bring_up_to_date

        return bring_up_to_date(
            self.store,
            self.engine,
            self.encoder,
            self.tokenizer,
            rebuild=rebuild,
            progress=progress,
            embeddings=EmbeddingCache(self.settings.embeddings_file),
        )

    def close(self) -> None:
        """Let go of files and connections; the next use opens them again."""
        with self.lock:
            for name in ("engine", "store"):
                if part := self.__dict__.pop(name, None):
                    part.close()
            if threads := self.__dict__.pop("threads", None):
                threads.shutdown()
