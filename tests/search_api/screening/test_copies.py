"""How much of a text stands in an earlier one."""

import numpy as np

from indexer.prints import print_texts
from search_api.screening.copies import STOCK, Copies, copies, printed
from tests.search_api.screening.conftest import COPIED

OTHER = "托辊架由气缸推动，皮带跑偏时自动回正，司机不必停车去调，一个班下来省下半个钟头，落煤也少了许多。"
STOCK_WORDS = "为落实集团公司关于群众性创新活动的部署要求，现将本项目的做法和成效汇报如下，请各位领导审阅指导。"


def found_in(*texts: str) -> Copies:
    return copies([printed(each) for each in print_texts(texts)])


def test_a_copy_is_traced_to_the_earliest_original() -> None:
    found = found_in(COPIED, OTHER, COPIED, COPIED)
    assert found.earlier.tolist() == [-1, -1, 0, 0]
    assert found.shares[2] == 1
    assert found.shares[1] == 0


def test_half_a_copy_is_about_half() -> None:
    found = found_in(COPIED, OTHER + COPIED)
    assert found.earlier[1] == 0
    assert 0.35 < found.shares[1] < 0.65


def test_stock_wording_is_no_copying() -> None:
    texts = [f"{STOCK_WORDS}{chr(0x4E00 + number * 7) * 3}" for number in range(STOCK + 2)]
    assert np.all(found_in(*texts).shares < 0.2)


def test_nothing_to_compare() -> None:
    assert found_in("", "短").shares.tolist() == [0, 0]
    assert copies([]).earlier.tolist() == []
