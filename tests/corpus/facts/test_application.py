"""Use, places and ripeness by the words that tell of them."""

import pytest

from corpus.facts import facts_in


@pytest.mark.parametrize(
    ("text", "applied", "stage", "trl"),
    [
        ("已推广至全市22个消防站。", "yes", "spread", 9),
        ("目前全队14台门机已全部换装。", "yes", "in_use", 8),
        ("换装后油耗降低了8%。", "yes", "in_use", 8),
        ("正在2个工位试运行，效果好再推广。", "yes", "trial", 7),
        ("样机在试验台上跑了200小时，计划明年大修时装到2号线。", "planned", "prototype", 5),
        ("建议在堆场加装投影灯，希望公司研究一下。", "no", "idea", 2),
        ("要是全市4.6万户都装上，费用从材料费里出就够。", "unstated", "unstated", None),
        ("卡片内容参照有关规程整理。", "unstated", "unstated", None),
        ("该成果具有广阔的推广前景。", "unstated", "unstated", None),
    ],
)
def test_stage(text: str, applied: str, stage: str, trl: int | None) -> None:
    found = facts_in({"text": text})
    assert (found.applied, found.stage, found.trl) == (applied, stage, trl)


@pytest.mark.parametrize(
    ("text", "sites"),
    [
        ("已在车间11台灌装机上使用。", 11),
        ("全分厂10台密炼机，已改造4台。", 4),
        ("已推广到集团五家工厂。", 5),
        ("已使用3个月。", None),
        ("已获3项专利并投入使用。", None),
    ],
)
def test_sites_are_places_or_machines_in_use(text: str, sites: int | None) -> None:
    assert facts_in({"text": text}).sites == sites


def test_a_level_that_is_said_counts_before_the_stage() -> None:
    found = facts_in({"text": "经评价技术成熟度达到8级，正在试运行。"})
    assert (found.stage, found.trl) == ("trial", 8)
    assert "8级" in found.mentions.trl[0].span


def test_each_claim_has_its_sentence() -> None:
    found = facts_in({"summary": "换了轴套。", "application": "已在3个车间使用，运行良好。"}).mentions
    assert (found.stage[0].field, found.stage[0].span) == ("application", "已在3个车间使用")
    assert found.sites == found.stage


def test_a_suggestion_is_an_idea_by_its_title_or_kind() -> None:
    assert facts_in({"title": "关于加装挡板的建议"}).stage == "idea"
    assert facts_in({"title": "加装挡板", "kind": "小建议"}).stage == "idea"
