"""Speed of cleaning and cutting on one core: `python -m benchmarks.cutting [--records N]`.

Takes synthetic records as they come and prints, for each step, records and characters of running text a second, best
of three rounds of processor time.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from corpus.achievement import Achievement, StoredAchievement
from corpus.normalize import clean, clean_text
from corpus.synthetic import achievements
from indexer.cutting import cut
from indexer.grams import grams
from indexer.pipeline import BATCH
from indexer.prints import print_texts
from indexer.tokens import JiebaTokenizer, load_tokenizer

ROUNDS = 3


def seconds(step: Callable[[Any], object], things: Sequence[object]) -> float:
    """Least processor time of all rounds, thing by thing."""
    return seconds_together(lambda some: [step(thing) for thing in some], things)


def seconds_together(step: Callable[[Any], object], things: Sequence[object]) -> float:
    """Least processor time of all rounds, in batches as in the pipeline."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for at in range(0, len(things), BATCH):
            step(things[at : at + BATCH])
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=5_000)
    records: list[Achievement] = list(achievements(parser.parse_args().records))
    bodies = [record.body for record in records]
    cleaned = [clean_text(body) for body in bodies]
    characters = sum(map(len, bodies))
    tokenizer, other = load_tokenizer(), JiebaTokenizer()

    def show(what: str, taken: float, share: float = 1.0) -> None:
        rate, speed = len(records) * share / taken, characters * share / taken / 1e6
        print(f"| {what} | {rate:,.0f}/s | {speed:.1f} M characters/s |", flush=True)

    print(f"{len(records):,} records, {characters / len(records):.0f} characters of running text each")
    show("clean_text, raw", seconds(clean_text, bodies))
    show("clean_text, clean already", seconds(clean_text, cleaned))
    show("clean with offsets", seconds(clean, bodies))
    show("words", seconds_together(tokenizer.spaced, cleaned))
    show("words with offsets", seconds(tokenizer.words, cleaned))
    show("words by jieba itself, a tenth", seconds_together(other.spaced, cleaned[::10]), 0.1)
    show("bigrams and characters", seconds_together(grams, cleaned))
    show("prints", seconds_together(print_texts, cleaned))
    stored = [_stored(number, record) for number, record in enumerate(records, 1)]
    show("whole cut", seconds_together(lambda batch: cut(tokenizer, batch), stored))


def _stored(number: int, achievement: Achievement) -> StoredAchievement:
    now = datetime.now(UTC)
    return StoredAchievement(id=number, revision=number, achievement=achievement, created_at=now, updated_at=now)


if __name__ == "__main__":
    main()
