from collections.abc import Sequence

import pytest

from corpus.achievement import Achievement
from indexer.keys import letters
from search_api.duplicates.stock import is_stock
from search_api.duplicates.templates import NO_RULINGS, Rulings, Templates, shared_templates
from search_api.duplicates.text import ComparedText

STOCK = "为落实集团公司群众性技术创新活动的部署，我单位组织职工广泛开展小发明小革新，现将做法汇报如下。"
PLAIN = "图纸、照片另附光盘一张，联系电话见封底，来函请寄本部三号楼二层收发室转交。"
OWN = (
    "在机头和机尾各装一组红外传感器，偏移超过三十毫米时由控制器推动纠偏托辊。",
    "把换流阀的清灰改为低压热风吹扫，一个阀塔由两天缩短到五小时，人员不必再登高。",
    "给料口加装可翻转的格栅，大块物料自动落到旁路，司机不用停车清堵。",
    "用废旧轴承座做了一副拉马支架，拆联轴器时一个人就能扶正，不伤轴颈。",
)


TITLES = ("皮带机防跑偏装置", "换流阀低压热风清灰", "给料口翻转格栅", "联轴器拉马支架")


def handed_in(unit: str, front: str, at: int, title: str = "") -> Achievement:
    return Achievement(title=title or TITLES[at], unit=unit, summary=front + OWN[at])


def bearers(front: str, *units: str, title: str = "") -> list[Achievement]:
    return [handed_in(unit, front, at, title) for at, unit in enumerate(units)]


def found(submission: Achievement, others: Sequence[Achievement], rulings: Rulings = NO_RULINGS) -> list[str]:
    text = ComparedText(submission)
    templates = shared_templates(submission, text, map(ComparedText, others), rulings)
    return [passage.stretch.text for passage in templates.passages(text)]


def test_what_three_other_units_say_alike_is_a_template() -> None:
    text, submission = ComparedText(handed_in("丁厂", PLAIN, 3)), handed_in("丁厂", PLAIN, 3)
    others = map(ComparedText, bearers(PLAIN, "甲厂", "乙厂", "丙厂"))
    [passage] = shared_templates(submission, text, others).passages(text)
    assert (passage.stretch.text, passage.units) == (PLAIN[:-1], 3)


def test_two_units_or_the_own_one_are_too_few_for_wording_that_may_be_somebodys() -> None:
    assert found(handed_in("丁厂", PLAIN, 3), bearers(PLAIN, "甲厂", "乙厂", "甲厂")) == []
    assert found(handed_in("甲厂", PLAIN, 3), bearers(PLAIN, "甲厂", "乙厂", "丙厂")) == []


def test_what_could_stand_before_anything_is_a_template_from_one_bearer_on() -> None:
    assert found(handed_in("丁厂", STOCK, 3), bearers(STOCK, "甲厂")) == [STOCK[:-1]]
    assert found(handed_in("甲厂", STOCK, 3), bearers(STOCK, "甲厂")) == [STOCK[:-1]]


def test_the_same_text_handed_in_again_is_no_template_even_if_it_could_stand_before_anything() -> None:
    assert found(handed_in("丁厂", STOCK, 0), bearers(STOCK, "甲厂")) == []


def test_a_repeat_handed_in_by_many_units_is_no_template() -> None:
    copies = [handed_in(unit, OWN[1], 0, f"成果{unit}") for unit in ("甲厂", "乙厂", "丙厂", "丁厂")]
    assert found(handed_in("戊厂", OWN[1], 0, "又一项"), copies) == []


def test_a_passage_under_the_same_title_in_many_units_is_no_template() -> None:
    copies = bearers(PLAIN, "甲厂", "乙厂", "丙厂", title="皮带机纠偏托辊")
    assert found(handed_in("丁厂", PLAIN, 3, "皮带机的纠偏托辊"), copies) == []


def test_staff_have_the_last_word() -> None:
    submission = handed_in("丁厂", PLAIN, 3)
    assert found(submission, [], Rulings.of([PLAIN], [])) == [PLAIN[:-1]]
    others = bearers(PLAIN, "甲厂", "乙厂", "丙厂")
    assert found(submission, others, Rulings.of([PLAIN], [PLAIN])) == []
    assert found(handed_in("丁厂", STOCK, 3), bearers(STOCK, "甲厂"), Rulings.of([], [STOCK])) == []


def test_a_text_without_its_templates_keeps_everything_else() -> None:
    submission = handed_in("丁厂", PLAIN, 3)
    text = ComparedText(submission)
    templates = Templates(dict.fromkeys(Rulings.of([PLAIN], []).confirmed, 0))
    assert ComparedText(templates.without(submission, text)).letters == ComparedText(handed_in("丁厂", "", 3)).letters
    assert Templates().without(submission, text) is submission


@pytest.mark.parametrize("wording", [*OWN, PLAIN])
def test_what_is_said_of_one_thing_is_no_stock_wording(wording: str) -> None:
    assert not is_stock(letters(wording))
