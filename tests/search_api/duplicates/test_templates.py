from corpus.achievement import Achievement
from search_api.duplicates.templates import Templates, shared_templates
from search_api.duplicates.text import ComparedText

PARAGRAPH = "为落实集团公司群众性技术创新活动的部署，我单位组织职工广泛开展小发明小革新，现将做法汇报如下。"
OWN = (
    "在机头和机尾各装一组红外传感器，偏移超过三十毫米时由控制器推动纠偏托辊。",
    "把换流阀的清灰改为低压热风吹扫，一个阀塔由两天缩短到五小时，人员不必再登高。",
    "给料口加装可翻转的格栅，大块物料自动落到旁路，司机不用停车清堵。",
    "用废旧轴承座做了一副拉马支架，拆联轴器时一个人就能扶正，不伤轴颈。",
)


def bearers(*units: str) -> list[tuple[Achievement, ComparedText]]:
    found = [Achievement(title="成果", unit=unit, summary=PARAGRAPH + OWN[at]) for at, unit in enumerate(units)]
    return [(each, ComparedText.of(each)) for each in found]


def submission(text: str) -> ComparedText:
    return ComparedText.of(Achievement(title="防跑偏", summary=text))


def test_what_three_other_units_say_alike_is_a_template() -> None:
    text = submission(PARAGRAPH + OWN[3])
    templates = shared_templates(text, "丁厂", bearers("甲厂", "乙厂", "丙厂"))
    masked = "".join(letter for letter, taken in zip(text.letters, templates.mask(text.letters), strict=True) if taken)
    assert masked == "".join(letter for letter in PARAGRAPH if letter not in "，。")


def test_two_units_or_the_own_one_are_too_few() -> None:
    text = submission(PARAGRAPH + OWN[3])
    assert shared_templates(text, "丁厂", bearers("甲厂", "乙厂", "甲厂")) == Templates()
    assert shared_templates(text, "甲厂", bearers("甲厂", "乙厂", "丙厂")) == Templates()


def test_a_repeat_handed_in_by_many_units_is_no_template() -> None:
    text = submission(OWN[0] + OWN[1])
    copies = [
        (each, ComparedText.of(each))
        for unit in ("甲厂", "乙厂", "丙厂", "丁厂")
        for each in [Achievement(title="成果", unit=unit, summary=OWN[0] + OWN[1])]
    ]
    assert shared_templates(text, "戊厂", copies) == Templates()
