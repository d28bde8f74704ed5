import json
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.duplicates.texts import Text, read_texts
from benchmarks.held_out import HeldOut
from corpus.synthetic import achievements

LONG = "原料仓下料口经常堵料，每班需人工捅料多次，粉尘大且有坠落危险。现改为气锤与振动板配合，料位低于下限时自动敲击。"
NOTHING: Mapping[str, Sequence[Mapping[str, object]]] = {
    "patents": [], "csl": [], "needs": [], "fault_texts": [], "csl_titles": [],
}  # fmt: skip


def read(folder: Path, keep: frozenset[str] = frozenset(), **files: Sequence[Mapping[str, object]]) -> dict[str, Text]:
    for name, rows in {**NOTHING, **files}.items():
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
    if not (folder / "achievement_titles.tsv").exists():
        (folder / "achievement_titles.tsv").write_text("title\tunit\tyear\n", encoding="utf-8")
    return {text.key: text for text in read_texts(HeldOut(folder), keep)}


def patent(title: str, abstract: str) -> dict[str, object]:
    return {"id": title, "title": title, "assignee": "某某机械有限公司", "abstract": abstract}


def test_rows_become_achievements_and_what_they_lack_is_made_up(tmp_path: Path) -> None:
    text = read(tmp_path, patents=[patent("下料口清堵装置", LONG)])["patents 0"]
    a = text.achievement
    assert (text.kind, a.title, a.unit, a.summary) == ("patent", "下料口清堵装置", "某某机械有限公司", LONG)
    assert a.people
    assert a.year
    assert a.code
    assert read(tmp_path, patents=[patent("下料口清堵装置", LONG)])["patents 0"] == text


def test_fault_reports_are_titled_by_the_first_clause_that_says_something(tmp_path: Path) -> None:
    report = "62号汽车故障报告故障现象:加速后，松开油门发动机立即熄火，再次启动又正常。"
    text = read(tmp_path, fault_texts=[{"text": report}])["fault_texts 0"]
    assert text.achievement.title == "松开油门发动机立即熄火"
    assert text.achievement.summary.startswith("故障现象")


def test_repeats_within_a_file_are_left_out_but_for_the_longest(tmp_path: Path) -> None:
    rows = [
        patent("清堵装置", LONG[:-5]),
        patent("防堵机构", LONG),
        patent("输送带纠偏", "托辊架随跑偏方向自动摆动，无需电源，安装方便。"),
    ]
    assert list(read(tmp_path, patents=rows)) == ["patents 1", "patents 2"]


def test_of_texts_with_one_title_the_longest_is_taken(tmp_path: Path) -> None:
    rows = [
        patent("清堵装置", "气锤与振动板配合，按料位高低自动敲击。"),
        patent("清堵装置", "螺旋杆伸入料口来回转动，把结块的料打散后落下。"),
    ]
    assert list(read(tmp_path, patents=rows)) == ["patents 1"]


def test_rewritten_texts_are_kept_before_others(tmp_path: Path) -> None:
    rows = [patent("清堵装置", LONG[:-5]), patent("防堵机构", LONG)]
    assert list(read(tmp_path, frozenset(["patents 0"]), patents=rows)) == ["patents 0"]


def test_bare_titles_come_from_awards_first_and_name_no_paper_again(tmp_path: Path) -> None:
    (tmp_path / "achievement_titles.tsv").write_text(
        "title\tunit\tyear\n中性液浮力平台在电解车间的改造应用\t某某锰业\t2023\n", encoding="utf-8"
    )
    paper = {"title": "浮选机液位自动控制系统的设计与现场应用", "abstract": LONG}
    titles = [{"title": paper["title"]}, {"title": "露天矿边坡雷达监测数据的处理方法研究"}]
    texts = read(tmp_path, csl=[paper], csl_titles=titles)
    assert list(texts) == ["csl 0", "achievement_titles 0", "csl_titles 1"]
    award = texts["achievement_titles 0"].achievement
    assert (award.unit, award.year, award.body) == ("某某锰业", 2023, "")


@pytest.mark.parametrize("text", ["", "太短的文字"])
def test_texts_that_say_too_little_are_left_out(tmp_path: Path, text: str) -> None:
    assert not read(tmp_path, needs=[{"id": "1", "title": "标题", "content": text}])


def test_long_texts_without_figures_get_some_in_about_half_of_the_cases(tmp_path: Path) -> None:
    bodies = [a.body for a in islice(achievements(60), 60) if len(a.body) >= 80]
    texts = read(tmp_path, patents=[patent(f"标题{at}", body) for at, body in enumerate(bodies)])
    with_benefit = sum(bool(text.achievement.benefit) for text in texts.values())
    assert 0.25 < with_benefit / len(texts) < 0.75
