"""Numbers of patents, software copyrights and standards, in fields and in running text."""

import pytest

from corpus.achievement import Achievement
from corpus.facts import facts_in, facts_of, field_text


@pytest.mark.parametrize(
    ("text", "patents"),
    [
        ("获专利（专利号ZL202221045638.3）。", ("ZL202221045638.3",)),
        ("申请了发明专利，申请号202310827416.X。", ("202310827416.X",)),
        ("专利：ZL202020319874.4、ZL202121560238.1。", ("ZL202020319874.4", "ZL202121560238.1")),
        ("专利号 ZL 2020 2 0319874.4", ("ZL202020319874.4",)),
        ("联系电话：13912345678，订单号202312345678。", ()),
        ("2023年12月31日完成，编号20231231。", ()),
    ],
)
def test_patents(text: str, patents: tuple[str, ...]) -> None:
    assert facts_in({"text": text}).patents == patents


@pytest.mark.parametrize(
    ("text", "standards"),
    [
        ("按GB/T 3921-2008检测。", ("GB/T 3921-2008",)),
        ("符合Q/TLYS 0719—2023和T/CAMIE 08—2021。", ("Q/TLYS 0719-2023", "T/CAMIE 08-2021")),
        ("执行GJB 2502A-2006。", ("GJB 2502A-2006",)),
        ("采用KT-350电机、QJ23-12阀。", ()),
    ],
)
def test_standards(text: str, standards: tuple[str, ...]) -> None:
    assert facts_in({"text": text}).standards == standards


def test_software() -> None:
    found = facts_in({"text": "登记软件著作权两项（2020SR1357924、2021SR0246810）。"})
    assert found.software == ("2020SR1357924", "2021SR0246810")


def test_a_number_in_field_and_text_counts_once_and_is_shown_in_the_field() -> None:
    achievement = Achievement(title="x", patents=("ZL202310456781.X", "一种快换罐"), summary="获专利202310456781.X。")
    found = facts_of(achievement)
    assert found.patents == ("ZL202310456781.X", "一种快换罐")
    for mention, words in zip(found.mentions.patents, found.patents, strict=True):
        assert mention.field == "patents"
        assert field_text(achievement, "patents")[mention.start : mention.end] == words
