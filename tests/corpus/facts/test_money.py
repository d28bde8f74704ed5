"""Benefits by the words that govern an amount."""

import pytest

from corpus.facts import facts_in

YEARLY, ONCE, EXPECTED, REAL = True, False, True, False

BENEFITS = [
    ("改造后年节约电费36.5万元。", [(365_000, 365_000, YEARLY, REAL)]),
    (
        "每年可减少外委费用约50万元，同时降低备件消耗12万元。",
        [(500_000, 500_000, YEARLY, EXPECTED), (120_000, 120_000, YEARLY, EXPECTED)],
    ),
    ("投用至今累计创造经济效益1,280万元。", [(12_800_000, 12_800_000, ONCE, REAL)]),
    (
        "2023年实现降本86万元，2024年实现降本102万元。",
        [(860_000, 860_000, ONCE, REAL), (1_020_000, 1_020_000, ONCE, REAL)],
    ),
    (
        "全年节约材料费十二万五千元，节约人工费八万元。",
        [(125_000, 125_000, YEARLY, REAL), (80_000, 80_000, YEARLY, REAL)],
    ),
    (
        "年综合效益达300万元以上，其中节电180万元、节约人工120万元。",
        [(3_000_000, None, YEARLY, REAL), (1_800_000, 1_800_000, YEARLY, REAL), (1_200_000, 1_200_000, YEARLY, REAL)],
    ),
    ("若在全公司推广，每年可创效2000余万元。", [(20_000_000, None, YEARLY, EXPECTED)]),
    ("预计每台炉年节约天然气费用近40万元。", [(400_000, 400_000, YEARLY, EXPECTED)]),
    ("直接经济效益：45万元/年。", [(450_000, 450_000, YEARLY, REAL)]),
    ("年直接经济效益为人民币58.6万元。", [(586_000, 586_000, YEARLY, REAL)]),
    ("经核算，一年能省下维修费28万多。", [(280_000, None, YEARLY, EXPECTED)]),
    ("三年来为企业创造效益近千万元。", [(10_000_000, 10_000_000, ONCE, REAL)]),
    (
        "单台设备每年减少停机损失15万元，全车间8台合计120万元。",
        [(150_000, 150_000, YEARLY, REAL), (1_200_000, 1_200_000, YEARLY, REAL)],
    ),
    ("避免了一次非计划停机，减少损失约80万元。", [(800_000, 800_000, ONCE, REAL)]),
    (
        "项目实施后，吨产品成本下降23元，按年产5万吨计算，年增效115万元。",
        [(23, 23, ONCE, REAL), (1_150_000, 1_150_000, YEARLY, REAL)],
    ),
    ("月均节约费用3.2万元。", [(32_000, 32_000, ONCE, REAL)]),
    ("每月可省药剂费6000元。", [(6_000, 6_000, ONCE, EXPECTED)]),
    ("投资30万元，年收益90万元，4个月即可收回成本。", [(900_000, 900_000, YEARLY, REAL)]),
    (
        "新增销售收入1.2亿元，新增利税2300万元。",
        [(120_000_000, 120_000_000, ONCE, REAL), (23_000_000, 23_000_000, ONCE, REAL)],
    ),
    ("节约采购资金260余万元。", [(2_600_000, None, ONCE, REAL)]),
    ("为公司节约外购费用不少于100万元。", [(1_000_000, None, ONCE, REAL)]),
    ("年创效超过500万元。", [(5_000_000, None, YEARLY, REAL)]),
    (
        "年均增加产值约2000万元，利润约350万元。",
        [(20_000_000, 20_000_000, YEARLY, REAL), (3_500_000, 3_500_000, YEARLY, REAL)],
    ),
    ("按目前产量测算，年可节支70万~90万元。", [(700_000, 900_000, YEARLY, EXPECTED)]),
    ("挽回经济损失上百万元。", [(1_000_000, None, ONCE, REAL)]),
    ("一年下来节省电费四十多万元。", [(400_000, None, YEARLY, REAL)]),
    (
        "今年前三季度已节约费用66万元，预计全年可达90万元。",
        [(660_000, 660_000, ONCE, REAL), (900_000, 900_000, YEARLY, EXPECTED)],
    ),
    ("使维修费用每年降低18万元。", [(180_000, 180_000, YEARLY, REAL)]),
    ("人工成本每年减少26万元。", [(260_000, 260_000, YEARLY, REAL)]),
    ("年减少废品损失：32万元。", [(320_000, 320_000, YEARLY, REAL)]),
    ("为矿井增加经济效益约1600万元/年。", [(16_000_000, 16_000_000, YEARLY, REAL)]),
    ("年节约标煤1200吨，折合人民币96万元。", [(960_000, 960_000, YEARLY, REAL)]),
    ("年节电120万千瓦时，节约电费72万元。", [(720_000, 720_000, YEARLY, REAL)]),
    ("年多产合格品3000吨，价值450万元。", [(4_500_000, 4_500_000, YEARLY, REAL)]),
    ("获得经济效益约120万元，社会效益显著。", [(1_200_000, 1_200_000, ONCE, REAL)]),
    ("维修成本由每年40万元降到10万元，每年节约30万元。", [(300_000, 300_000, YEARLY, REAL)]),
    ("去年一年为厂里省了45万元。", [(450_000, 450_000, ONCE, REAL)]),
    ("经济效益显著，年效益可达200万元。", [(2_000_000, 2_000_000, YEARLY, EXPECTED)]),
    ("回收废钢变卖收入8万元。", [(80_000, 80_000, ONCE, REAL)]),
    ("项目年化收益约75万元。", [(750_000, 750_000, YEARLY, REAL)]),
    ("原来每年维修费50万元，现在每年只要8万元，年节约42万元。", [(420_000, 420_000, YEARLY, REAL)]),
]

NO_BENEFITS = [
    "折合费用只多不少，改造一台只花5.4万元。",
    "本项目总投入35万元，由公司自筹。",
    "设备采购价为18万元，比进口便宜。",
    "荣获省级一等奖，奖励人民币2万元。",
    "故障一次直接损失约60万元。",
    "每年因泄漏造成的经济损失高达200万元。",
    "以前每年要支付外委费用80万元。",
    "改造费用共计9.8万元。",
    "研发经费120万元，其中设备费70万元，材料费30万元。",
    "购置新机需要260万元，而自行改造只花了12万元。",
    "公司年产值30亿元。",
    "外请一次要付给厂家3万元。",
    "单价由85元降到32元。",
    "拨付专项经费50万元用于推广。",
    "若更换整机需投资150万元。",
    "该公司注册资本5000万元，年营业收入8亿元。",
    "进口同类产品每套售价12万元。",
]


@pytest.mark.parametrize(("text", "expected"), BENEFITS)
def test_benefits(text: str, expected: list[tuple[float, float | None, bool, bool]]) -> None:
    found = facts_in({"text": text}).benefits
    assert [(each.yuan_low, each.yuan_high, each.per_year, each.expected) for each in found] == expected


@pytest.mark.parametrize("text", NO_BENEFITS)
def test_other_money_is_no_benefit(text: str) -> None:
    found = facts_in({"text": text})
    assert found.benefits == ()
    assert found.other_money != () or found.changes != ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("荣获一等奖，奖励人民币2万元。", "prize"),
        ("设备单价为18万元。", "price"),
        ("改造总投资35万元。", "investment"),
        ("一次故障直接损失约60万元。", "loss"),
        ("每件材料费12元。", "cost"),
        ("公司年产值30亿元。", "other"),
    ],
)
def test_other_money_has_a_kind(text: str, kind: str) -> None:
    (found,) = facts_in({"text": text}).other_money
    assert found.kind == kind


def test_a_cost_that_falls_is_a_change_and_other_money() -> None:
    found = facts_in({"text": "每次清洗费用由28万元降到9万元。"})
    (change,), (money,) = found.changes, found.other_money
    assert (change.from_, change.to, change.unit) == (28, 9, "万元")
    assert (money.kind, money.yuan_low, money.yuan_high) == ("cost", 90_000, 280_000)
    assert found.benefits == ()


def test_a_cost_behind_a_benefit_does_not_go_on_with_it() -> None:
    found = facts_in({"benefit": "折合效益六百三十余万元，改造一台只花5.4万元，密封件多买了一千二百元。"})
    assert [each.yuan_low for each in found.benefits] == [6_300_000]
    assert [each.yuan_low for each in found.other_money] == [54_000, 1_200]


def test_a_bare_amount_in_the_field_of_benefits_is_one() -> None:
    assert facts_in({"benefit": "约120万元"}).benefits[0].yuan_low == 1_200_000
    assert facts_in({"summary": "约120万元"}).benefits == ()


def test_amounts_of_a_suggestion_are_expected() -> None:
    (found,) = facts_in({"title": "关于加装挡板的建议", "text": "每年节约电费3万元。"}).benefits
    assert found.expected
