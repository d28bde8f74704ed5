"""Deals as files that offices open, whatever people wrote into them."""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from corpus.deals import Parties, Said
from corpus.deals.exporting import export_deals
from corpus.errors import ImportProblem
from corpus.store import Store, Writer
from tests.corpus.store.making import achievement, add

HARM = '=HYPERLINK("http://evil","x")'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path_factory.mktemp('store')}/innokb.sqlite") as store:
        ids = add(store, achievement(1), achievement(2, title=HARM, unit="@单位"))
        steps = [
            {"stage": "match", "day": "2026-01-05"},
            {"stage": "intention", "day": "2026-03-01", "number": "意向-3", "amount": "300,000.51"},
            {"stage": "contract", "day": "2026-04-01", "number": "HT-7", "amount": "28.5万"},
        ]
        taker = Parties(taker="清溪煤矿", region="北屏市", industry="煤炭")
        said = [Said.model_validate(step) for step in steps]
        store.create_deal(ids[0], taker, said, Writer("local", "张工"))
        ended = {"stage": "closed", "day": "2026-05-01", "outcome": "abandoned", "note": "+停产"}
        store.create_deal(ids[1], Parties(taker="-乙厂"), [Said.model_validate(ended)], Writer("local"))
        ended |= {"outcome": "void", "note": "记错"}
        store.create_deal(ids[1], Parties(taker="丙厂"), [Said.model_validate(ended)], Writer("local"))
        yield store


def unseen(done: int, total: int | None) -> None:
    pass


def exported(store: Store, out: Path) -> Path:
    assert export_deals(store, out, progress=unseen) == (3 if out.suffix == ".jsonl" else 2)
    return out


def test_confidential_achievements_are_named_only_where_that_is_asked_for(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path}/innokb.sqlite") as store:
        (secret,) = add(store, achievement(1, confidential=True))
        matched = Said.model_validate({"stage": "match", "day": "2026-01-05"})
        store.create_deal(secret, Parties(taker="清溪煤矿"), [matched], Writer("local"))
        for ending in ("csv", "jsonl"):
            out = tmp_path / f"台账.{ending}"
            export_deals(store, out, progress=unseen)
            told = out.read_text("utf-8")
            assert achievement(1).title not in told
            assert achievement(1).unit not in told
            export_deals(store, out, progress=unseen, confidential=True)
            assert achievement(1).title in out.read_text("utf-8")


def test_a_workbook_has_days_and_amounts_that_can_be_reckoned_with(store: Store, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(exported(store, tmp_path / "台账.xlsx"))
    header, first, second = book["转化台账"].iter_rows()
    row = {name.value: cell for name, cell in zip(header, first, strict=True)}
    assert row["意向金额（万元）"].value == pytest.approx(30.000051, abs=1e-9)
    assert row["意向金额（万元）"].number_format == "#,##0.00####"
    assert (row["合同日期"].value, row["合同编号"].value) == (datetime(2026, 4, 1), "HT-7")
    assert (row["当前阶段"].value, row["投用日期"].value) == ("合同", None)
    ended = {name.value: cell for name, cell in zip(header, second, strict=True)}
    assert (ended["当前阶段"].value, ended["结束说明"].value) == ("结束（未成交）", "+停产")
    assert ended["成果名称"].value == HARM
    assert {cell.data_type for each in (first, second) for cell in each} <= {"s", "n", "d"}


def test_a_second_sheet_holds_the_sums(store: Store, tmp_path: Path) -> None:
    rows = list(openpyxl.load_workbook(exported(store, tmp_path / "台账.xlsx"))["转化汇总"].values)
    assert str(rows[0][0]).startswith("1 项签订意向 30 万元（截至 20")
    assert ("意向", 1, 1, pytest.approx(30.000051), 0) in [row[:5] for row in rows]
    assert ("北屏市", 1, pytest.approx(30.000051), 1, 28.5, 0) in [row[:6] for row in rows]
    assert ("未填", 0, 0, 0, 0, 0) in [row[:6] for row in rows]


def test_a_csv_file_opens_in_a_spreadsheet_and_runs_nothing(store: Store, tmp_path: Path) -> None:
    text = exported(store, tmp_path / "台账.csv").read_bytes().decode("utf-8")
    assert text.startswith("\ufeff转化编号,")
    first, second = csv.DictReader(text.removeprefix("\ufeff").splitlines())
    assert (first["意向金额（万元）"], first["合同日期"]) == ("30.000051", "2026-04-01")
    assert (second["成果名称"], second["需方单位"]) == (f"'{HARM}", "'-乙厂")


def test_json_lines_hold_the_whole_history(store: Store, tmp_path: Path) -> None:
    first, _, void = map(json.loads, exported(store, tmp_path / "台账.jsonl").read_text(encoding="utf-8").splitlines())
    assert (first["title"], first["taker"], first["stage"]) == (achievement(1).title, "清溪煤矿", "contract")
    assert void["history"][0]["outcome"] == "void"
    assert [(step["stage"], step["amount"]) for step in first["history"]] == [
        ("match", None),
        ("intention", "300000.51"),
        ("contract", "285000.00"),
    ]


def test_another_ending_is_refused_and_leaves_nothing(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match=r"\.xlsx、\.csv、\.jsonl"):
        export_deals(store, tmp_path / "台账.pdf", progress=unseen)
    assert list(tmp_path.iterdir()) == []
