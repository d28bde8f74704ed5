"""Training a static encoder of one's own: `innokb train-encoder`."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from corpus.store import Store
from indexer.encoders import Encoder
from indexer.errors import TrainingFailed
from indexer.training.examples import Examples, Pair, read_examples, stored_examples, without_title

DIMENSIONS: Final = 512
PIECES: Final = 32_768
"""Size of the table: 32 MB as float16."""

SEED: Final = 20261

KEPT_ASIDE: Final = 20
"""One of so many titles with their bodies is not learned from but measured on."""

FEWEST: Final = 20
"""Pairs below which there is nothing to learn."""


def _silent(_line: str) -> None:
    """Progress that nobody watches."""


def train(
    files: Sequence[Path],
    out: Path,
    *,
    store: Store | None = None,
    seed: int = SEED,
    progress: Callable[[str], None] = _silent,
) -> None:
    """Train on JSON Lines of pairs, and on the records of a store, and write the model and its card into `out`.

    What rows may look like is said by `read_examples`. The same seed, texts and number of processor cores make the same
    model. `out` must be empty or not exist. Raises TrainingFailed.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise TrainingFailed(f"输出目录“{out}”不是空目录，请另选一个。")
    progress("读取训练样本")
    examples = read_examples(files)
    sources = [file.name for file in files]
    if store is not None:
        examples.titled.extend(stored_examples(store).titled)
        sources.append("库中成果")
    if len(examples.titled) + len(examples.asked) + len(examples.same) < FEWEST:
        raise TrainingFailed(f"训练样本太少：至少需要 {FEWEST} 对题名与正文。")
    learned, kept = _kept_aside(examples)
    _make(learned, out, seed, progress)
    _describe(learned, kept, sources, out, seed, progress)


def _make(learned: Examples, out: Path, seed: int, progress: Callable[[str], None]) -> None:
    # torch and sentence-transformers take seconds to import: only those who train pay for it.
    from indexer.encoders.static import TOKENIZER, WEIGHTS
    from indexer.training.learning import learn
    from indexer.training.lessons import lessons_of
    from indexer.training.table import starting_table
    from indexer.training.vocabulary import make_tokenizer

    progress("编制词表")
    formal, sentences = learned.formal(), learned.sentences()
    tokenizer = make_tokenizer(formal, sentences, PIECES)
    bodies = list(dict.fromkeys(body for _, body in learned.titled)) or learned.bodies()
    table = starting_table(tokenizer, [*formal, *sentences[::3]], bodies, DIMENSIONS, seed)
    model = learn(tokenizer, table, lessons_of(learned), seed, progress)
    model.half().save(str(out), create_model_card=False)
    tokenizer.save(str(out / TOKENIZER), pretty=False)  # half as long to read
    (out / WEIGHTS).chmod(0o644)  # written for its owner alone


def _kept_aside(examples: Examples) -> tuple[Examples, list[Pair]]:
    """The examples to learn from, and the titles with bodies to measure on, chosen by a hash of the title."""
    kept: list[Pair] = []
    learned: list[Pair] = []
    for pair in examples.titled:
        chosen = hashlib.sha256(pair[0].encode("utf-8", "replace")).digest()[0] % KEPT_ASIDE == 0
        (kept if chosen else learned).append(pair)
    return Examples(learned, examples.asked, examples.same, examples.scored, examples.texts), kept


def _describe(
    learned: Examples, kept: list[Pair], sources: list[str], out: Path, seed: int, progress: Callable[[str], None]
) -> None:
    from indexer.encoders.static import StaticEncoder
    from indexer.training.card import write_card

    figures = figures_of(StaticEncoder.load(out), kept) if len(kept) > 1 else {}
    for name, value in figures.items():
        progress(f"{name}：{value:.3f}")
    write_card(out, sources, learned, figures, seed)


def figures_of(encoder: Encoder, pairs: Sequence[Pair]) -> dict[str, float]:
    """How often a title's own body is the nearest of all, and among the nearest ten; and the mean reciprocal rank
    within ten. A body that is as near as the right one counts as nearer."""
    titles = encoder.encode_queries([title for title, _ in pairs])
    bodies = encoder.encode([body for _, body in pairs])
    scores = titles @ bodies.T
    ranks = (scores >= np.diag(scores)[:, None]).sum(axis=1)
    return {
        "R@1": float((ranks == 1).mean()),
        "R@10": float((ranks <= 10).mean()),
        "MRR@10": float(np.where(ranks <= 10, 1 / ranks, 0).mean()),
    }


__all__ = ["DIMENSIONS", "SEED", "Examples", "figures_of", "read_examples", "train", "without_title"]
