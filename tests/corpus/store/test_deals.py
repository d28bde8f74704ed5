"""Deals on every database: begun, moved on, corrected, counted, and never overwritten."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Barrier

import pytest
import sqlalchemy as sa

from corpus.deals import Deal, Parties, Said, Step
from corpus.errors import DealChanged, DealTwice, DoubtfulDeal, InvalidDeal, NotFound
from corpus.need import Need
from corpus.store import DealsWanted, Store, Writer
from corpus.store.deal_rows import columns_of, stage_rows
from corpus.store.schema import deal_stages, deals, now
from tests.corpus.store.making import achievement, add

ZHANG = Writer("local", "张工")
LI = Writer("local", "李工")
TAKER = Parties(taker="北屏煤电集团", region="北屏市", industry="煤炭")


def said(stage: str, day: str = "2026-03-01", **more: object) -> Said:
    return Said.model_validate({"stage": stage, "day": day} | more)


def begun(store: Store, *steps: Said, taker: Parties = TAKER, number: int = 1) -> Deal:
    [id] = add(store, achievement(number))
    return store.create_deal(id, taker, steps or [said("match", "2026-01-05")], ZHANG)


def test_a_deal_goes_its_way_and_every_step_says_who_and_when(store: Store) -> None:
    deal = begun(store)
    deal = store.advance_deal(deal.id, 1, said("intention", number="意向〔2026〕3号", amount="30万"), LI)
    deal = store.advance_deal(deal.id, 2, said("contract", "2026-04-01", number="HT-7", amount="28.5万"), ZHANG)
    assert store.deal(deal.id) == deal
    assert (deal.stage, deal.version, deal.amount, deal.updated_by) == ("contract", 3, Decimal("285000.00"), "张工")
    assert [(step.stage, step.day, step.who, step.number) for step in deal.steps] == [
        ("match", date(2026, 1, 5), "张工", ""),
        ("intention", date(2026, 3, 1), "李工", "意向〔2026〕3号"),
        ("contract", date(2026, 4, 1), "张工", "HT-7"),
    ]
    assert [entry.action for entry in store.audit()][-3:] == ["deals.create", "deals.advance", "deals.advance"]


def test_who_saw_an_older_deal_is_told_and_overwrites_nothing(store: Store) -> None:
    deal = begun(store)
    store.advance_deal(deal.id, 1, said("intention", amount="30万"), LI)
    told = r"已被 李工 在 \d{4}-\d\d-\d\d \d\d:\d\d 改过，现在到“意向”"
    with pytest.raises(DealChanged, match=told):
        store.advance_deal(deal.id, 1, said("contract", amount="20万"), ZHANG)
    with pytest.raises(DealChanged, match=told):
        store.edit_deal(deal.id, 1, Parties(taker="别家公司"), ZHANG)
    assert store.deal(deal.id).version == 2


def test_of_two_at_once_one_is_told(store: Store) -> None:
    deal = begun(store)
    moves: list[Callable[[], Deal]] = [
        lambda: store.advance_deal(deal.id, 1, said("intention", amount="30万"), ZHANG),
        lambda: store.advance_deal(deal.id, 1, said("contract", amount="20万"), LI),
        lambda: store.withdraw_deal(deal.id, 1, "match", "误操作", ZHANG),
        lambda: store.edit_deal(deal.id, 1, Parties(taker="别家公司"), LI),
    ]
    outcomes = at_once(moves)
    assert sum(isinstance(outcome, Deal) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, DealChanged | InvalidDeal) for outcome in outcomes) == 3
    assert store.deal(deal.id).version == 2


def test_of_two_who_begin_the_same_deal_at_once_one_is_asked(store: Store) -> None:
    [id] = add(store, achievement(1))
    outcomes = at_once([lambda: store.create_deal(id, TAKER, [said("match")], ZHANG)] * 3)
    [deal] = [outcome for outcome in outcomes if isinstance(outcome, Deal)]
    assert [outcome.existing for outcome in outcomes if isinstance(outcome, DealTwice)] == [deal.id] * 2


def at_once(calls: list[Callable[[], Deal]]) -> list[Deal | Exception]:
    ready = Barrier(len(calls))

    def run(call: Callable[[], Deal]) -> Deal | Exception:
        ready.wait()
        try:
            return call()
        except (DealChanged, DealTwice, InvalidDeal) as error:
            return error

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_a_correction_and_a_withdrawal_stay_in_the_history(store: Store) -> None:
    deal = begun(store, said("match", "2026-01-05"), said("intention", amount="300万"))
    deal = store.correct_deal(deal.id, 1, said("intention", amount="30万"), "多写了一个零", LI)
    assert (deal.amount, deal.stage) == (Decimal("300000.00"), "intention")
    deal = store.withdraw_deal(deal.id, 2, "match", "意向书作废", LI)
    assert (deal.amount, deal.stage) == (None, "match")
    assert [(step.kind, step.reason, step.amount) for step in deal.history[1:]] == [
        ("advance", "", Decimal("3000000.00")),
        ("correct", "多写了一个零", Decimal("300000.00")),
        ("withdraw", "意向书作废", None),
    ]


def test_history_cannot_be_rewritten(store: Store) -> None:
    begun(store)
    with pytest.raises(sa.exc.DBAPIError, match="append-only"), store._database._engine.begin() as connection:
        connection.execute(sa.text("UPDATE deal_steps SET fen = 1"))


def test_the_same_deal_again_is_asked_back_while_the_first_is_open(store: Store) -> None:
    deal = begun(store)
    again = Parties(taker=" 北屏煤电集团 ")
    with pytest.raises(DealTwice, match=f"第 {deal.id} 号，现在到“匹配”") as asked:
        store.create_deal(deal.achievement_id, again, [said("contact", amount="30")], ZHANG)
    assert asked.value.existing == deal.id
    assert "漏了“万”字" in str(asked.value)
    other = store.create_deal(deal.achievement_id, again, [said("contact")], ZHANG, confirmed=True)
    for id in (deal.id, other.id):
        store.advance_deal(id, 1, said("closed", outcome="abandoned", note="需方停产"), ZHANG)
    assert store.create_deal(deal.achievement_id, again, [said("match")], ZHANG).id > other.id


def test_what_is_doubtful_is_kept_only_when_confirmed(store: Store) -> None:
    deal = begun(store)
    with pytest.raises(DoubtfulDeal, match="漏了“万”字"):
        store.advance_deal(deal.id, 1, said("intention", amount="30"), ZHANG)
    assert store.deal(deal.id) == deal
    kept = store.advance_deal(deal.id, 1, said("intention", amount="30"), ZHANG, confirmed=True)
    assert kept.amount == Decimal("30.00")


def test_a_correction_is_held_against_the_amount_that_it_replaces(store: Store) -> None:
    deal = begun(store, said("match"), said("intention", amount="30万"), said("contract", amount="28万"))
    for stage, before in (("intention", "30 万元"), ("contract", "28 万元")):
        with pytest.raises(DoubtfulDeal, match=f"以前记的是 {before}"):
            store.correct_deal(deal.id, 1, said(stage, amount="9亿"), "抄错", LI)
    assert store.deal(deal.id) == deal
    kept = store.correct_deal(deal.id, 1, said("contract", amount="9亿"), "抄错", LI, confirmed=True)
    assert kept.amount == Decimal("900000000.00")


def test_an_ended_deal_comes_back_beside_its_twin_only_when_confirmed(store: Store) -> None:
    first = begun(store, said("match"), said("closed", outcome="abandoned", note="需方停产"))
    second = store.create_deal(first.achievement_id, TAKER, [said("match")], ZHANG)
    with pytest.raises(DealTwice) as asked:
        store.withdraw_deal(first.id, 1, "match", "又谈了", LI)
    assert (asked.value.existing, store.deal(first.id)) == (second.id, first)
    assert store.withdraw_deal(first.id, 1, "match", "又谈了", LI, confirmed=True).stage == "match"


def test_who_takes_it_can_be_said_anew(store: Store) -> None:
    deal = begun(store)
    edited = store.edit_deal(deal.id, 1, Parties(taker="澜州钢铁集团", region="澜州市", industry="钢铁"), LI)
    assert (edited.parties.taker, edited.version, edited.updated_by) == ("澜州钢铁集团", 2, "李工")
    detail = store.audit()[-1].detail
    assert (detail["before"]["taker"], detail["after"]["taker"]) == ("北屏煤电集团", "澜州钢铁集团")


def test_a_taker_who_has_it_already_is_asked_about_only_when_it_changes(store: Store) -> None:
    first = begun(store)
    second = store.create_deal(first.achievement_id, Parties(taker="澜州钢铁集团"), [said("match")], ZHANG)
    with pytest.raises(DealTwice) as asked:
        store.edit_deal(second.id, 1, TAKER, ZHANG)
    assert asked.value.existing == first.id
    moved = store.edit_deal(second.id, 1, TAKER, ZHANG, confirmed=True)
    store.delete([first.achievement_id], "张工")
    there = TAKER.model_copy(update={"region": "澜州市"})
    assert store.edit_deal(second.id, moved.version, there, ZHANG).parties == there


def test_what_is_not_there_cannot_be_dealt_with(store: Store) -> None:
    [gone] = add(store, achievement(1))
    store.delete([gone], "张工")
    for id in (gone, 987, 2**70):
        with pytest.raises(NotFound, match="没有编号为"):
            store.create_deal(id, TAKER, [said("match")], ZHANG)
    with pytest.raises(NotFound, match="没有编号为 9 的需求"):
        begun(store, taker=TAKER.model_copy(update={"need_id": 9}), number=2)
    with pytest.raises(NotFound, match="没有编号为 7 的转化"):
        store.deal(7)
    with pytest.raises(InvalidDeal, match="至少写明一步"):
        store.create_deal(gone, TAKER, [], ZHANG)


def test_a_need_that_a_deal_answers_is_matched(store: Store) -> None:
    need = store.add_need(Need(title="皮带跑偏怎么治"), "local")
    deal = begun(store, taker=TAKER.model_copy(update={"need_id": need.id}))
    assert (store.need(need.id).need.status, deal.parties.need_id) == ("matched", need.id)
    store.set_need_status(need.id, "closed", "local")
    store.edit_deal(deal.id, 1, deal.parties, ZHANG)
    assert store.need(need.id).need.status == "closed"
    assert [each.id for each in store.list_deals(DealsWanted(need_id=need.id))[1]] == [deal.id]


def test_a_need_that_no_deal_answers_any_longer_is_open_again(store: Store) -> None:
    need, other = (store.add_need(Need(title=title), "local").id for title in ("皮带跑偏怎么治", "断绳怎么防"))

    def statuses() -> list[str]:
        return [store.need(id).need.status for id in (need, other)]

    taker = TAKER.model_copy(update={"need_id": need})
    first, second = begun(store, taker=taker), begun(store, taker=taker, number=2)
    store.edit_deal(first.id, 1, TAKER.model_copy(update={"need_id": other}), ZHANG)
    assert statuses() == ["matched", "matched"]
    store.advance_deal(second.id, 1, said("closed", outcome="void", note="记错"), ZHANG)
    assert statuses() == ["open", "matched"]
    store.edit_deal(first.id, 2, TAKER, ZHANG)
    assert statuses() == ["open", "open"]
    store.withdraw_deal(second.id, 2, "match", "没有记错", ZHANG)
    assert statuses() == ["matched", "open"]


def test_a_need_that_is_closed_stays_so_whatever_becomes_of_its_deal(store: Store) -> None:
    need = store.add_need(Need(title="皮带跑偏怎么治"), "local").id
    deal = begun(store, taker=TAKER.model_copy(update={"need_id": need}))
    store.set_need_status(need, "closed", "local")
    store.advance_deal(deal.id, 1, said("closed", outcome="void", note="记错"), ZHANG)
    assert store.need(need).need.status == "closed"


def test_a_deal_counts_in_every_stage_that_it_reached(store: Store) -> None:
    begun(store, said("contact"), said("contract", "2026-05-01", amount="20万"), number=1)
    begun(store, said("match"), said("intention", amount="10万"), number=2)
    begun(store, said("match"), said("closed", outcome="abandoned", note="不合适"), number=3)
    figures = store.deal_figures()
    assert [(row.reached, row.recorded, int(row.yuan)) for row in figures.stages] == [
        (3, 0, 0), (3, 2, 0), (2, 1, 0), (2, 1, 100_000), (1, 1, 200_000), (0, 0, 0), (1, 1, 0),
    ]  # fmt: skip
    assert (figures.completed, figures.abandoned) == (0, 1)


def test_a_deal_that_is_void_counts_for_nothing_but_is_kept(store: Store) -> None:
    deal = begun(store, said("match"), said("intention", amount="30万"))
    void = store.advance_deal(deal.id, 1, said("closed", outcome="void", note="与第 12 号重复"), ZHANG)
    figures = store.deal_figures()
    assert [(stage.reached, int(stage.yuan)) for stage in figures.stages] == [(0, 0)] * 7
    assert store.list_deals() == (1, [void])
    store.withdraw_deal(deal.id, 2, "intention", "没有重复", ZHANG)
    assert store.deal_figures().conclusion == "1 项签订意向 30 万元"


def test_steps_count_in_their_own_year_and_where_the_taker_is(store: Store) -> None:
    begun(store, said("intention", "2024-12-31", amount="1万"), said("contract", "2025-01-01", amount="2万"), number=1)
    begun(store, said("intention", "2025-06-01", amount="4万"), taker=Parties(taker="澜州钢铁"), number=2)
    years = store.deal_groups("year")
    assert {year: [int(row.yuan) for row in each.stages[3:5]] for year, each in years.items()} == {
        "2024": [10_000, 0],
        "2025": [40_000, 20_000],
    }
    assert list(store.deal_groups("region")) == ["", "北屏市"]
    assert list(store.deal_groups("industry", DealsWanted(regions=("北屏市",)))) == ["煤炭"]
    [_, _, _, intention, *_] = store.deal_figures(DealsWanted(years=(2024,))).stages
    assert (intention.recorded, int(intention.yuan)) == (1, 10_000)


def test_deals_are_found_by_what_is_said_of_them(store: Store) -> None:
    first = begun(store, said("intention", "2024-03-01", number="意向-100%"), number=1)
    second = begun(store, said("contract", "2025-03-01"), taker=Parties(taker="澜州钢铁_一厂"), number=2)

    def ids(**wanted: object) -> list[int]:
        return [deal.id for deal in store.list_deals(DealsWanted(**wanted))[1]]  # type: ignore[arg-type]

    assert ids() == [second.id, first.id]
    assert ids(text="100%") == [first.id]
    assert ids(text="_一厂") == [second.id]
    assert ids(text="第1号输送带") == [first.id]
    assert ids(text="%") == [first.id]
    assert ids(stages=("contract", "closed")) == [second.id]
    assert ids(years=(2024, 2023)) == [first.id]
    assert ids(regions=("",)) == [second.id]
    assert ids(achievement_id=first.achievement_id) == [first.id]
    assert store.list_deals(limit=1, offset=1)[0] == 2
    for text in ("第1号输送带", "意向-100%"):
        assert store.deal_figures(DealsWanted(text=text)).of("intention").recorded == 1
        assert list(store.deal_groups("year", DealsWanted(text=text))) == ["2024"]
    assert [deal.id for batch in store.all_deals(batch=1) for deal in batch] == [first.id, second.id]


def test_the_figure_of_a_report_is_a_question_to_the_store(store: Store) -> None:
    """495 项签订意向 84.86 亿元: odd amounts to the fen that add up to exactly this, beside deals that do not count."""
    amounts = [Decimal("17142857.13") + number for number in range(494)]
    amounts.append(Decimal("8486000000") - sum(amounts))
    signed = [[step("match", "2025-02-01"), step("intention", "2025-06-30", amount=amount)] for amount in amounts]
    signed[::5] = [[*steps, step("contract", "2025-09-01", amount="3万")] for steps in signed[::5]]
    plant(store, [*signed, *[[step("contact", "2025-06-30", amount="9亿")]] * 10])
    intention = store.deal_figures().of("intention")
    assert (intention.recorded, intention.yuan) == (495, Decimal("8486000000.00"))
    assert store.deal_figures().conclusion == "495 项签订意向 84.86 亿元"
    assert store.deal_groups("year")["2025"].stages[3].yuan == intention.yuan


def step(stage: str, day: str, **more: object) -> Step:
    return Step.model_validate({"stage": stage, "day": day, "actor": "local", "at": now()} | more)


def plant(store: Store, ways: list[list[Step]]) -> None:
    """Deals with these steps, many at once."""
    [achievement_id] = add(store, achievement(1))
    common = columns_of(achievement_id, TAKER) | {"version": 1, "created_at": now(), "updated_at": now()}
    rows = [
        common | {"id": id, "stage": ways[id - 1][-1].stage, "updated_by": "张工"} for id in range(1, len(ways) + 1)
    ]
    with store._database.writing() as connection:
        connection.execute(deals.insert(), rows)
        stages = [row for id, steps in enumerate(ways, start=1) for row in stage_rows(id, steps)]
        connection.execute(deal_stages.insert(), stages)
