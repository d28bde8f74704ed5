"""Words of forms and speeches: what is said of any achievement says nothing of this one."""

import re
from functools import cache
from importlib import resources
from typing import Final

STOCK: Final = 0.45
"""Share of a stretch's letters in such words from which it is stock wording.

Paragraphs that groups put in front of what they hand in reach 0.5 to 0.9; of 3,685 real openings of patents, papers and
companies' needs (80 characters each) none reaches it.
"""

SHORTEST: Final = 16
"""Letters below which nothing can be said."""


def is_stock(letters: str) -> bool:
    """Whether a stretch of letters is stock wording."""
    if len(letters) < SHORTEST:
        return False
    return sum(map(len, _words().findall(letters))) >= STOCK * len(letters)


@cache
def _words() -> re.Pattern[str]:
    text = resources.files("search_api.duplicates").joinpath("stock_words.txt").read_text("utf-8")
    words = {word for line in text.splitlines() if not line.startswith("#") for word in line.split()}
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))
