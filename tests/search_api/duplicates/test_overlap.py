import numpy as np
import pytest

from corpus.achievement import Achievement
from search_api.duplicates.alignment import align
from search_api.duplicates.overlap import AMID, Overlap
from search_api.duplicates.runs import RUN
from search_api.duplicates.templates import Templates
from search_api.duplicates.text import ComparedText

BEFORE, AFTER = "一班少跑七趟倒运车", "空载率降到四个百分点"
STOCK = "经济效益和社会效益显著具有推广应用价值"


def overlap(stock: str) -> Overlap:
    """Of two texts that share a passage with a template in its midst."""
    ours = ComparedText(Achievement(title="甲", summary=f"给料口加装翻转格栅。{BEFORE}{stock}{AFTER}。司机不用停车"))
    theirs = ComparedText(Achievement(title="乙", summary=f"改了调度的办法。{BEFORE}{stock}{AFTER}，人也少了两个"))
    runs = {stock[at : at + RUN]: 3 for at in range(len(stock) - RUN + 1)}
    return Overlap.of(ours, theirs, align(ours, theirs), Templates(runs))


@pytest.mark.parametrize(
    ("letters", "lengths"), [(RUN, [len(BEFORE + AFTER)]), (AMID, [len(BEFORE + AFTER)]), (AMID + 1, [9, 10])]
)
def test_a_few_words_of_a_template_do_not_part_a_passage_and_do_not_count(letters: int, lengths: list[int]) -> None:
    found = overlap(STOCK[:letters])
    assert found.lengths.tolist() == lengths
    assert np.count_nonzero(found.copied) == len(BEFORE + AFTER)
