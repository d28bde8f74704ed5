"""Speed of cleaning and cutting on one core: `python -m benchmarks.cutting [--records N]`.

Takes synthetic records as they come and prints, for each step, records and characters of running text a second, best
of three rounds of processor time.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from typing import Any

from corpus.achievement import Achievement
from corpus.normalize import clean, clean_text
from corpus.synthetic import achievements
from indexer import views
from indexer.prints import print_text
from indexer.tokens import JiebaTokenizer, load_tokenizer

ROUNDS = 3


def seconds(step: Callable[[Any], object], things: Sequence[object]) -> float:
    """Least processor time of all rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for thing in things:
            step(thing)
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
    show("words as strings", seconds(tokenizer.word_strings, cleaned))
    show("words with offsets", seconds(tokenizer.words, cleaned))
    show("words by jieba itself, a tenth", seconds(other.word_strings, cleaned[::10]), 0.1)
    show("bigrams", seconds(views.bigrams, cleaned))
    show("characters", seconds(views.characters, cleaned))
    show("prints", seconds(print_text, cleaned))
    show("whole cut", seconds(lambda record: views.cut(tokenizer, record), records))


if __name__ == "__main__":
    main()
