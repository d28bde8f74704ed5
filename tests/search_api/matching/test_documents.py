"""Files of matches: of what is confidential they say id and code."""

import json
from io import BytesIO

import openpyxl
import pytest

from corpus.need import Need
from search_api.matching.answers import DemandCheck, MatchesAnswer, MatchHit, Reason, Ripe
from search_api.matching.documents import write_matches

RIPE = Ripe(stage="in_use", trl=8, applied="yes", sites=3, patents=("某专利",), software=(), standards=())
CHECK = DemandCheck(demand=0, verdict="met", field="benefit", span="三成", sentence="某一句", start=0, end=2)
SECRET = MatchHit(
    id=7,
    code="A-7",
    source="某来源",
    title="某名称",
    unit="某单位",
    people=("某人",),
    recommended_by="",
    region="某地",
    industry="某行业",
    kind="某类",
    year=2021,
    award="某奖",
    confidential=True,
    contact="",
    score=0.5,
    likely=True,
    arms={},
    title_spans=(),
    snippets=(),
    reasons=(Reason(kind="words", text="某理由"),),
    checks=(CHECK,),
    ripe=RIPE,
)
MATCHES = MatchesAnswer(need=None, title="", demands=(), notices=(), hits=(SECRET,), total=1, revision=1, took_ms=0)
NEED = Need(title="皮带跑偏", content="皮带机经常跑偏")


def written(form: str, *, confidential: bool) -> BytesIO:
    file = BytesIO()
    write_matches([(NEED, MATCHES)], form, file, confidential=confidential)
    file.seek(0)
    return file


@pytest.mark.parametrize("confidential", [False, True])
def test_a_line(confidential: bool) -> None:
    text = written("jsonl", confidential=confidential).read().decode()
    [hit] = json.loads(text)["hits"]
    assert (hit["id"], hit["code"], hit["score"]) == (7, "A-7", 0.5)
    assert ("某" in text) is confidential
    assert (hit["year"] == 2021) is confidential
    assert (hit["title"] == "（涉密）") is not confidential


@pytest.mark.parametrize("confidential", [False, True])
def test_a_row(confidential: bool) -> None:
    sheet = openpyxl.load_workbook(written("xlsx", confidential=confidential)).active
    assert sheet is not None
    row = [cell.value for cell in sheet[2]][3:]
    shown = ["某名称", "某单位", 2021, 1, 0, 0, "某理由"] if confidential else ["（涉密）", *[None] * 6]
    assert row == [1, "A-7", *shown]
