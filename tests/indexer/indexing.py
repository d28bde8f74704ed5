"""A small store, and an index of it, for tests of indexing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpus.achievement import Achievement
from corpus.store import Entry, Store
from indexer.embeddings import EmbeddingCache
from indexer.encoders import Vectors
from indexer.engine.embedded import EmbeddedEngine
from indexer.engine.protocol import Match, Nearest, Scope
from indexer.pipeline import IndexReport, Progress, bring_up_to_date, recipe_for
from indexer.tokens import Tokenizer
from tests.contract.documents import DIMENSIONS, encode

PARTS = ("皮带机", "提升机", "液压支架", "采煤机", "通风机", "变压器", "焊接机器人", "数控车床")
DOINGS = ("跑偏报警", "断绳保护", "自动润滑", "快速更换", "远程监控", "降噪改造", "余热回收", "在线检测")


@dataclass
class HashedEncoder:
    """Bigrams with fixed random directions; counts what it encoded."""

    id: str = "hashed-64"
    dimensions: int = DIMENSIONS
    encoded: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return encode([" ".join(a + b for a, b in pairwise(text)) for text in texts])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode(texts)


def achievement(number: int, extra: str = "") -> Achievement:
    part, doing = PARTS[number % 8], DOINGS[number // 8 % 8]
    return Achievement(
        code=f"C{number}",
        title=f"{part}{doing}装置{number}",
        unit=f"第{number % 13}机械厂",
        region="甲乙丙"[number % 3],
        year=2015 + number % 9 if number % 10 else None,
        summary=f"针对{part}的{doing}问题，研制了第{number}号装置。{extra}",
        source="测试",
    )


def add(store: Store, numbers: Sequence[int]) -> None:
    with store.writing("测试员") as writing:
        writing.add([Entry.of(achievement(number)) for number in numbers])


def update(store: Store, ids: Sequence[int], extra: str) -> None:
    with store.writing("测试员") as writing:
        writing.update([(id, Entry.of(achievement(id - 1, extra))) for id in ids])


@dataclass
class Base:
    """A store, an index and what lies between."""

    folder: Path
    tokenizer: Tokenizer
    encoder: HashedEncoder = field(default_factory=HashedEncoder)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.store = Store.open(self.store_url)
        self.engine = self.open_engine()

    @property
    def store_url(self) -> str:
        return f"sqlite:///{self.folder / 'store.sqlite'}"

    def open_engine(self, name: str = "index") -> EmbeddedEngine:
        return EmbeddedEngine(self.folder / name, recipe_for(self.encoder, self.tokenizer))

    def index(
        self,
        *,
        rebuild: bool = False,
        cache: bool = False,
        engine: EmbeddedEngine | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> IndexReport:
        return bring_up_to_date(
            self.store,
            engine or self.engine,
            self.encoder,
            self.tokenizer,
            rebuild=rebuild,
            progress=progress,
            embeddings=EmbeddingCache(self.folder / "embeddings.sqlite") if cache else None,
        )

    def close(self) -> None:
        self.engine.close()
        self.store.close()


def answers(engine: EmbeddedEngine) -> list[bytes]:
    """Many answers of an index, bit for bit."""
    fields = {"title": 2.0, "body": 1.0, "names": 0.5}
    questions: list[Match | Nearest] = [
        Match("characters", dict.fromkeys(part + doing, 1.0), fields)  # type: ignore[arg-type]
        for part in PARTS
        for doing in DOINGS
    ]
    questions += [Nearest(vector) for vector in encode([f"{part[:2]} {part[1:3]}" for part in PARTS])]
    rankings = [ranking.ids.tobytes() + ranking.scores.tobytes() for ranking in engine.rank(questions)]
    facets = engine.facets(["region", "year", "unit"], Scope())
    ids = np.arange(engine.state().documents + 10)
    return [*rankings, repr(sorted(facets.items())).encode(), engine.vectors(ids.tolist()).tobytes()]
