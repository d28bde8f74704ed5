"""`innokb search` as a process: `python -m benchmarks.start [--records N] [--runs N]`.

Asks each time another question of a kept base of synthetic records and prints the seconds from the start of the process
to its end, the interpreter and all imports included. Byte code is there, as it is after a first start.
"""

import argparse
import os
import subprocess
import sys
import time

import numpy as np

from benchmarks.synthetic_base import questions, settings_for
from benchmarks.tables import print_table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=124_000)
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    environment = os.environ | {"INNOKB_HOME": str(settings_for(options.records).home), "PYTHONDONTWRITEBYTECODE": ""}
    seconds = [ask(question, environment) for question in questions(options.runs + 1)][1:]
    row = [f"{options.records:,}", f"{np.median(seconds):.2f}", f"{min(seconds):.2f}", f"{max(seconds):.2f}"]
    print_table(("records", "median s", "least s", "most s"), [row], as_json=options.json)


def ask(question: str, environment: dict[str, str]) -> float:
    """Seconds that one command takes."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "ui.cli", "search", question], env=environment, check=True, capture_output=True
    )
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
