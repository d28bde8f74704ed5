"""Which sentences of a need ask for something, which only tell who asks, and which words say nothing."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final

_SENTENCE: Final = re.compile(r"[^。！？；;!?\n]+")

_BACKGROUND: Final = re.compile(
    r"有限公司(?:成立|是|位于|始建|创建|现有)|成立于|始建于|注册资[金本]|占地|厂房面积|(?:员工|职工|技术人员)[^，。]{0,6}\d|(?<!\d)\d{1,6}[余多]?名"
    r"|高新技术企业|专精特新|(?:现有|前期)?工作基础|现有基础|(?:拥有|获得|授权)[^，。]{0,10}专利|荣誉|称号|年(?:产值|销售|营业)|固定资产"
    r"|研发投入|(?:拟|计划)?(?:投入|投资|出资)[^，。]{0,12}元|资金预算|合作方式|合作院校|联系人|联系电话"
)
"""Words of a sentence that speaks of the enterprise, its means or the terms, and not of the problem."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text as spans of it, blank ones left out."""
    for found in _SENTENCE.finditer(text):
        if found[0].strip():
            yield found.span()


def is_background(sentence: str) -> bool:
    """Whether a sentence tells of the enterprise rather than of what it needs."""
    return _BACKGROUND.search(sentence) is not None


def without_background(text: str) -> str:
    """A text with the sentences blanked that tell of the enterprise; every other character stays in its place."""
    kept = list(text)
    for start, end in sentences(text):
        if is_background(text[start:end]):
            kept[start:end] = " " * (end - start)
    return "".join(kept)


@cache
def everyday_words() -> frozenset[str]:
    """Words that needs use whatever they are about; as words in common they would say nothing."""
    return frozenset(files("search_api.matching").joinpath("everyday_words.txt").read_text(encoding="utf-8").split())
