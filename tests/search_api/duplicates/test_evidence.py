import pytest

from corpus.achievement import Achievement
from search_api.duplicates.alignment import align
from search_api.duplicates.candidates import Candidate
from search_api.duplicates.evidence import Evidence, observe
from search_api.duplicates.evidence.numerals import arabic
from search_api.duplicates.pairs import Pair
from search_api.duplicates.templates import Templates
from search_api.duplicates.text import ComparedText

TEXT = (
    "在机头和机尾各装一组红外传感器，偏移超过30毫米时由控制器推动纠偏托辊。改造后每班少停机40分钟，一年节约62.5万元。"
)
KNOWN = Achievement(
    code="CX2021-7",
    title="皮带机防跑偏装置",
    unit="北辰煤业集团一厂",
    people=("王强", "李敏", "赵波"),
    patents=("ZL201910123456.7",),
    summary=TEXT,
)


def seen(**changes: object) -> dict[str, Evidence]:
    return pair_evidence(KNOWN.model_copy(update=changes), KNOWN)


def pair_evidence(submission: Achievement, known: Achievement) -> dict[str, Evidence]:
    ours, theirs = ComparedText(submission), ComparedText(known)
    candidate = Candidate(1, {}, 1.0)
    pair = Pair(candidate, submission, known, ours, theirs, align(ours, theirs), Templates(), 0.9, None, {})
    return {each.name: each for each in observe(pair)}


def test_what_is_the_same_is_seen_as_the_same() -> None:
    levels = {name: each.level for name, each in seen().items()}
    assert (levels["copied"], levels["contained"], levels["title"], levels["figures"]) == ("all", "all", "same", "same")
    assert (levels["registered numbers"], levels["people"], levels["unit"]) == ("same", "same order", "same")
    assert (levels["evasion"], levels["declared stage"], levels["words ahead"]) == ("none", "none", "missing")


@pytest.mark.parametrize(
    ("people", "unit", "level"),
    [
        (("李敏", "王强", "赵波"), KNOWN.unit, "same"),
        (("李敏", "王强"), "云台水泥集团", "part"),
        (("李敏", "王强", "孙伟", "何宁"), KNOWN.unit, "some"),
        (("李敏", "孙伟"), "云台水泥集团", "a namesake"),
        (("孙伟",), KNOWN.unit, "none"),
        ((), KNOWN.unit, "missing"),
    ],
)
def test_people(people: tuple[str, ...], unit: str, level: str) -> None:
    assert seen(people=people, unit=unit)["people"].level == level


@pytest.mark.parametrize(
    ("unit", "level"),
    [
        ("北辰煤业集团", "branch"),
        ("北辰煤业一厂", "short name"),
        ("北辰煤业有限责任公司一厂", "short name"),
        ("北煤一厂", "short name"),
        ("一厂", "branch"),
        ("北辰煤业集团二厂", "alike"),
        ("云台水泥公司", "other"),
        ("", "missing"),
    ],
)
def test_unit(unit: str, level: str) -> None:
    assert seen(unit=unit)["unit"].level == level


def test_changed_figures_are_shown_before_and_after() -> None:
    figures = seen(summary=TEXT.replace("40分钟", "55分钟").replace("62.5", "81.0"))["figures"]
    assert (figures.level, figures.detail) == ("most changed", ("40 → 55", "62.5 → 81.0"))


def test_numbers_in_names_lists_and_dates_are_no_figures() -> None:
    assert seen(summary="ET-1型开关，2021年5月装好。1、先断电；（2）再拆线。")["figures"].level == "missing"


def test_a_figure_is_the_same_in_chinese_numerals() -> None:
    assert seen(summary=TEXT.replace("30", "三十"))["figures"].level == "same"
    assert seen(summary=TEXT.replace("30", "四十五"))["figures"].detail == ("30 → 45",)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("一百二十台", "120台"),
        ("一百零五", "105"),
        ("十二个", "12个"),
        ("二〇二〇年八月", "2020年八月"),
        ("近二百万元", "近200万元"),
        ("两万三千", "23000"),
        ("千万不要", "千万不要"),
        ("一一对应，三四百人", "一一对应，三四百人"),
        ("万一", "万一"),
    ],
)
def test_chinese_numerals_are_read_where_they_are_numbers(said: str, read: str) -> None:
    assert arabic(said) == read


@pytest.mark.parametrize(
    ("ours", "theirs", "level", "detail"),
    [
        (
            "2020年8月投用，2021年3月验收。",
            "二〇二〇年8月投用，2021-03-05验收。",
            "same dates",
            ("2020年8月", "2021年3月"),
        ),
        ("2020年8月投用。", "2020年8月装好，2021年3月验收。", "one date", ("2020年8月",)),
        ("2020年8月投用。", "2021年3月验收。", "other", ()),
        ("投用后获澜江省职工创新一等奖。", "2020年获澜江省职工创新一等奖。", "same award", ("澜江省职工创新一等奖",)),
        ("投用。", "2020年8月投用。", "missing", ()),
    ],
)
def test_dates_and_awards(ours: str, theirs: str, level: str, detail: tuple[str, ...]) -> None:
    submission, known = (Achievement(title="装置", summary=text) for text in (ours, theirs))
    claims = pair_evidence(submission, known)["dates and awards"]
    assert (claims.level, claims.detail) == (level, detail)


def test_registered_numbers_are_the_same_in_any_writing() -> None:
    numbers = seen(patents=("2019 1 0123456",))["registered numbers"]
    assert (numbers.level, numbers.detail) == ("same", ("patent:201910123456",))


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("\u200b".join(TEXT), ("零宽字符",)),
        (TEXT.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789"}), ("全角字符",)),
        (TEXT.replace("红外", "エ外").replace("机尾", "机尾ロ部"), ("形近字符",)),
        (TEXT.replace("30", "三十").replace("40", "四十"), ("改写数字",)),
        ("".join(c + ("的" if at % 7 == 6 else "") for at, c in enumerate(TEXT)), ("插入虚词",)),
    ],
)
def test_marks_of_evasion(text: str, marks: tuple[str, ...]) -> None:
    assert seen(summary=text)["evasion"].detail == marks


def test_an_earlier_stage_counts_where_the_same_hands_declare_it() -> None:
    said = "本项目是我单位2021年度成果《皮带机防跑偏装置》（编号CX2021-7）的二期改进。"
    assert seen(background=said)["declared stage"].level == "declared"
    assert seen(background=said, unit="云台水泥公司", people=("孙伟",))["declared stage"].level == "by others"
    assert seen(background="本项目在前期基础上改进。")["declared stage"].level == "none"


def test_an_earlier_stage_is_referred_to_by_its_year_and_words_of_its_title() -> None:
    said = "2020年做的防跑偏装置用了几年，托辊磨得快。"
    assert seen(year=2024)["declared stage"].level == "none"
    known = KNOWN.model_copy(update={"year": 2021})
    later = {"year": 2024, "title": "带式输送机纠偏", "background": said}

    def level(**changes: object) -> str:
        return pair_evidence(known.model_copy(update={**later, **changes}), known)["declared stage"].level

    assert level() == "referred"
    assert level(year=2021) == "none"
    assert level(background=said.replace("2020", "2015")) == "none"
    assert level(unit="云台水泥公司", people=("孙伟",)) == "none"
    assert level(background="", title="皮带机防跑偏装置二代") == "referred"


def test_titles_alone_are_evidence_of_their_own() -> None:
    levels = {name: each.level for name, each in seen(summary="").items()}
    assert (levels["title"], levels["bare title"], levels["copied"]) == ("missing", "same", "missing")
