"""`python -m benchmarks.facts --data DIR`: facts against those of a careful reader, and texts a second.

Two sets: `facts_gold.jsonl` of the folder, and `written.jsonl` beside this file, which was written before the rules
were. Of both the first, third, fifth … text was looked at when the rules were made (seen), the others never (held out).
"""

import argparse
import json
import time
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.facts.measures import Row, Tally, compare
from corpus import synthetic
from corpus.facts import facts_in, facts_of

NAMES: Final = (
    "benefits",
    "changes",
    "patents",
    "software",
    "standards",
    "applied",
    "stage",
    "sites",
    "trl",
    "other money",
)
WRITTEN: Final = Path(__file__).with_name("written.jsonl")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with facts_gold.jsonl")
    parser.add_argument("--failures", action="store_true", help="list what went wrong in the halves that were seen")
    parser.add_argument("--texts", type=int, default=20_000, help="synthetic records to measure speed on; 0: none")
    options = parser.parse_args()
    parts = {"given": _rows(options.data / "facts_gold.jsonl"), "written": _rows(WRITTEN)}
    print(f"{'':22}" + "".join(f"{name:>12}" for name in NAMES) + f"{'wrongly gain':>14}")
    for name, rows in parts.items():
        for half, title in ((0, "seen"), (1, "held out")):
            tally = _measured(rows[half::2])
            print(f"{f'{name}, {title} ({len(rows[half::2])})':22}" + _figures(tally))
            if options.failures and half == 0:
                _show(tally)
    if options.texts:
        print(f"{_speed(options.texts):,.0f} texts a second on one core")


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _measured(rows: list[Row]) -> Tally:
    tally = Tally()
    for row in rows:
        compare(tally, row, facts_in({"title": row["title"], "text": row["text"]}))
    return tally


def _figures(tally: Tally) -> str:
    figures = "".join(f"{tally.counts[name].f1:>12.3f}" if name in tally.counts else f"{'-':>12}" for name in NAMES)
    return figures + f"{len(tally.counts['no benefit taken for one'].wrong):>14}"


def _show(tally: Tally) -> None:
    for name, count in tally.counts.items():
        for line in count.wrong:
            print(f"    {name} wrong  {line}")
        for line in count.missed:
            print(f"    {name} missed {line}")


def _speed(texts: int) -> float:
    achievements = list(islice(synthetic.achievements(texts), texts))
    for achievement in achievements[:200]:
        facts_of(achievement)
    begin = time.process_time()
    for achievement in achievements:
        facts_of(achievement)
    return len(achievements) / (time.process_time() - begin)


if __name__ == "__main__":
    main()
