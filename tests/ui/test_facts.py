"""What an achievement states, shown with its words."""

from tests.ui.test_text import Tags
from ui.answers import Benefit, Change, FactEvidence, Facts, Mention, Span
from ui.views.parts.facts import anchored, sentence, stated_html, stretches

BENEFIT = "改造后运行平稳。每年节约电费120余万元，检修由3小时缩短到50分钟。已在甲矿应用。"
HARM = "<img src=x onerror=alert(1)>"


def mention(words: str, text: str = BENEFIT, field: str = "benefit") -> dict[str, object]:
    start = text.index(words)
    return {"span": words, "field": field, "start": start, "end": start + len(words)}


FACTS = Facts(
    benefits=(
        Benefit.model_validate(
            mention("120余万元") | {"yuan_low": 1.2e6, "yuan_high": None, "per_year": True, "expected": False}
        ),
    ),
    changes=(
        Change.model_validate(
            mention("由3小时缩短到50分钟")
            | {"what": "检修", "from": 180, "to": 50, "unit": "分钟", "percent": None, "direction": "down"}
        ),
    ),
    applied="yes",
    mentions=FactEvidence(applied=(Mention.model_validate(mention("已在甲矿应用")),)),
)


def test_every_fact_stands_with_its_sentence() -> None:
    shown = Tags(stated_html(FACTS, {"benefit": BENEFIT}))
    assert "120 万元以上/年“每年节约电费120余万元" in shown.text
    assert "检修 180 → 50 分钟" in shown.text
    assert "已应用“已在甲矿应用”" in shown.text
    assert shown.text.count("未说明") == 2


def test_a_fact_leads_to_its_place_in_the_text() -> None:
    place = BENEFIT.index("120余万元")
    assert f'href="#said-benefit-{place}"' in stated_html(FACTS, {"benefit": BENEFIT})
    text = anchored(BENEFIT, "benefit", [Span(start=place, end=place + 3)], FACTS)
    assert f'<span class="said" id="said-benefit-{place}"><mark>120</mark>余万元</span>' in text
    assert Tags(text).text == BENEFIT


def test_facts_in_one_place_are_one_stretch() -> None:
    start, end = BENEFIT.index("由3小时"), BENEFIT.index("。已在")
    assert (start, end) in stretches("benefit", FACTS)
    other = Facts(changes=(*FACTS.changes, FACTS.changes[0].model_copy(update={"start": start + 2, "end": end + 2})))
    assert stretches("benefit", other) == [(start, end + 2)]


def test_sentences_end_with_their_signs() -> None:
    start = BENEFIT.index("120")
    assert BENEFIT[slice(*sentence(BENEFIT, start, start + 5))] == "每年节约电费120余万元，检修由3小时缩短到50分钟"
    assert sentence("没有句号", 1, 2) == (0, 4)


def test_nothing_that_is_stated_becomes_html() -> None:
    facts = Facts(patents=(HARM,), mentions=FactEvidence(patents=(Mention.model_validate(mention(HARM, HARM)),)))
    shown = stated_html(facts, {"benefit": HARM}) + anchored(HARM, "benefit", (), facts)
    assert Tags(shown).tags <= {"div", "h2", "dl", "dt", "dd", "ul", "li", "b", "a", "span", "mark"}


def test_a_fact_outside_the_text_does_no_harm() -> None:
    assert Tags(anchored("短", "benefit", (), FACTS)).text == "短"
