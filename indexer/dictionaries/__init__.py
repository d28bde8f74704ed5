"""The words that a general dictionary lacks: terms of the trade, and groups of terms that mean the same.

Both are plain text files that people may edit: UTF-8, one entry a line; `#` begins a comment at the start of a line
or after a space.
"""

import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Final

from indexer.errors import BadDictionary

_COMMENT: Final = re.compile(r"(?:^|\s)#.*")
_TERM: Final = re.compile("[\u4e00-\u9fd5]{2,20}")


def bundled_terms() -> tuple[str, ...]:
    """The terms of the trade that come with the program, and those of its synonyms that are Chinese throughout."""
    members = (term.strip() for _, entry in entries(bundled_synonyms()) for term in entry.split("="))
    terms = (*_terms(_bundled("terms.txt"), "terms.txt"), *filter(_TERM.fullmatch, members))
    return tuple(dict.fromkeys(terms))


def read_terms(path: Path) -> tuple[str, ...]:
    """The terms of a user's own file, in its order, each once. Raises BadDictionary."""
    return _terms(_read(path), str(path))


def bundled_synonyms() -> str:
    """The text of the groups of synonyms that come with the program."""
    return _bundled("synonyms.txt")


def entries(text: str) -> Iterator[tuple[int, str]]:
    """The entries of a file's text with their line numbers, comments and empty lines left out."""
    for number, line in enumerate(text.splitlines(), start=1):
        if entry := _COMMENT.sub("", line).strip():
            yield number, entry


def _terms(text: str, name: str) -> tuple[str, ...]:
    terms: dict[str, None] = {}
    for number, entry in entries(text):
        for term in entry.split():
            if not _TERM.fullmatch(term):
                raise BadDictionary(
                    f"词典“{name}”第 {number} 行：“{term}”不能作为词条。词条须为 2 至 20 个汉字，"
                    "多个词条用空格隔开；型号、英文和数字会自动整体保留，不必列入"
                )
            terms[term] = None
    return tuple(terms)


def _bundled(name: str) -> str:
    return resources.files(__name__).joinpath(name).read_text("utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise BadDictionary(f"词典“{path}”打不开：{error.strerror}。请检查路径和权限") from error
    except UnicodeDecodeError as error:
        raise BadDictionary(f"词典“{path}”不是 UTF-8 编码。请另存为 UTF-8 后再试") from error
