"""Changes in the wordings in which people tell them."""

import pytest

from corpus.facts import facts_in
from corpus.facts.units import canonical

Told = tuple[str, float | None, float | None, str | None, float | None, str]

CHANGES: list[tuple[str, list[Told]]] = [
    ("生产效率由原来的每班80件提高到120件。", [("生产效率", 80, 120, "件", None, "up")]),
    ("劳动强度大幅降低，效率提高3倍。", [("效率", None, None, None, 300, "up")]),
    ("能耗降低30%以上，噪声下降12分贝。", [("能耗", None, None, None, 30, "down")]),
    ("产品合格率从原先的85%左右提升到了98%以上。", [("产品合格率", 85, 98, "%", None, "up")]),
    (
        "单件加工时间由45分钟减少为12分钟，工效提高2.75倍。",
        [("单件加工时间", 45, 12, "分钟", None, "down"), ("工效", None, None, None, 275, "up")],
    ),
    ("故障率同比下降了12.5个百分点。", [("故障率", None, None, None, 12.5, "down")]),
    (
        "使设备故障率降低50%，维修时间缩短三分之二。",
        [("设备故障率", None, None, None, 50, "down"), ("维修时间", None, None, None, 66.7, "down")],
    ),
    (
        "检修人员从6人减少至2人，检修时间从3天缩短到8小时。",
        [("检修人员", 6, 2, "人", None, "down"), ("检修时间", 72, 8, "小时", None, "down")],
    ),
    ("作业效率提升了近两倍。", [("作业效率", None, None, None, 200, "up")]),
    ("废品率由3%降至0.5%以内。", [("废品率", 3, 0.5, "%", None, "down")]),
    ("寿命延长一倍以上。", [("寿命", None, None, None, 100, "up")]),
    ("更换周期由3个月延长至1年。", [("更换周期", 3, 12, "个月", None, "up")]),
    (
        "减少用水量25%，节约蒸汽15%。",
        [("用水量", None, None, None, 25, "down"), ("蒸汽", None, None, None, 15, "down")],
    ),
    ("日产量从120吨增加到150吨，增幅25%。", [("日产量", 120, 150, "吨", None, "up")]),
    ("加工精度由0.05mm提高到0.01mm。", [("加工精度", 0.05, 0.01, "mm", None, "down")]),
    ("装配时间4小时→1.5小时。", [("装配时间", 4, 1.5, "小时", None, "down")]),
    ("停机时间由8小时/次降为2小时/次。", [("停机时间", 8, 2, "小时/次", None, "down")]),
    ("较传统工艺节能35%。", [("能", None, None, None, 35, "down")]),
    ("劳动效率是人工的5倍。", [("劳动效率", None, None, None, 400, "up")]),
    ("产量翻一番。", [("产量", None, None, None, 100, "up")]),
    ("将换模时间从90分钟压缩至15分钟以内。", [("换模时间", 90, 15, "分钟", None, "down")]),
    ("吨钢电耗由420kWh降低到385kWh。", [("吨钢电耗", 420, 385, "kWh", None, "down")]),
    ("粉尘浓度由12mg/m3下降至3mg/m3。", [("粉尘浓度", 12, 3, "mg/m3", None, "down")]),
    ("一次合格率提高8.6%，返修率降低到1.2%。", [("一次合格率", None, None, None, 8.6, "up")]),
    ("原来需要4个人干一天，现在1个人2小时就能完成。", [("", 24, 2, "小时", None, "down")]),
    ("过去人工清理需3小时，使用后仅需20分钟。", [("人工清理", 180, 20, "分钟", None, "down")]),
    (
        "材料利用率由70%上升为92%，每吨成本减少了15%。",
        [("材料利用率", 70, 92, "%", None, "up"), ("每吨成本", None, None, None, 15, "down")],
    ),
    ("平均无故障时间由500h提高到2000h。", [("平均无故障时间", 500, 2000, "小时", None, "up")]),
    ("人员配置由8人优化为3人。", [("人员配置", 8, 3, "人", None, "down")]),
    ("电流不平衡度减小60%。", [("电流不平衡度", None, None, None, 60, "down")]),
    ("漏油点由23处减少到零。", [("漏油点", 23, 0, "处", None, "down")]),
    ("投诉量减半。", [("投诉量", None, None, None, 50, "down")]),
    ("工序由12道减少到7道。", [("工序", 12, 7, "道", None, "down")]),
    ("年事故数从15起下降至3起，下降80%。", [("年事故数", 15, 3, "起", None, "down")]),
    ("运行电流从32A降到25A左右。", [("运行电流", 32, 25, "A", None, "down")]),
    ("焊接速度由0.3m/min提高到0.8m/min。", [("焊接速度", 0.3, 0.8, "m/min", None, "up")]),
    ("检测时间由30min降至5min。", [("检测时间", 30, 5, "分钟", None, "down")]),
    (
        "以往清洗一台换热器需要三天，现在用上高压旋转喷头，半天就能干完。",
        [("清洗一台换热器", 3, 0.5, "天", None, "down")],
    ),
    ("过去巡检一遍要走2小时，加装远传仪表后缩短到15分钟。", [("巡检一遍", 120, 15, "分钟", None, "down")]),
    ("人工上料每班要6个人。改成自动上料后，每班只需1人。", [("人工上料每班", 6, 1, "人", None, "down")]),
    ("原先每月更换滤芯8个，如今每月只换2个。", [("每月更换滤芯", 8, 2, "个", None, "down")]),
    ("改进前废品率高达7.5%，改进后降到了1.8%。", [("废品率", 7.5, 1.8, "%", None, "down")]),
    ("改造前单耗为52千克，改造后单耗为43千克。", [("单耗", 52, 43, "千克", None, "down")]),
    ("实施前，月均故障12次；实施后，月均故障降至2次。", [("月均故障", 12, 2, "次", None, "down")]),
    ("原工艺烘干需要40分钟，新工艺仅需12分钟。", [("烘干", 40, 12, "分钟", None, "down")]),
    ("手工装一箱要90秒，用了工装30秒就搞定。", [("手工装一箱", 90, 30, "秒", None, "down")]),
    ("轴承平均两个月就坏，新轴承座使用寿命延长到一年半。", [("使用寿命", 2, 18, "个月", None, "up")]),
    ("老工装换型90分钟，新工装换型10分钟。", [("换型", 90, 10, "分钟", None, "down")]),
    ("平均每次处理故障耗时4小时，应用该方法后降至50分钟。", [("每次处理故障", 240, 50, "分钟", None, "down")]),
    ("合格率只有82%，攻关后提高到97%。", [("合格率", 82, 97, "%", None, "up")]),
    ("处理一次跑偏得停机2小时，现在20分钟内就能恢复。", [("处理一次跑偏", 120, 20, "分钟", None, "down")]),
    ("原来一把刀只能加工50件，现在能加工180件。", [("一把刀", 50, 180, "件", None, "up")]),
    ("传统方法检测一个样品需要2天，本方法只要3小时，准确率98%。", [("检测一个样品", 48, 3, "小时", None, "down")]),
    ("油温最高到过85℃，加装冷却器后最高不超过60℃。", [("油温", 85, 60, "℃", None, "down")]),
]

NONE = [
    "节电率达28%。",
    "温度控制在20℃到80℃范围内，压力0.3~0.5MPa。",
    "3号机组由5号线供电，110kV线路长20公里。",
    "合金中加入10%的镍和5%的铬。",
    "准确率达到98%。",
    "从2021年到2023年共改造30台。",
    "由3台电机驱动5根轴。",
    "每百公里油耗下降1.2升，降幅达8%。",
    "响应时间由分钟级提升到秒级。",
    "霜层清理从一周两次变成一月一次。",
    "温度由20℃到80℃可调。",
    "回转轴由推杆控制0到95度。",
    "旧装置四年存下来的照片，单板判断只用23毫秒。",
]


@pytest.mark.parametrize(("text", "expected"), CHANGES)
def test_changes(text: str, expected: list[Told]) -> None:
    found = facts_in({"text": text}).changes
    assert len(found) == len(expected)
    for change, (what, before, after, unit, percent, direction) in zip(found, expected, strict=True):
        assert what in change.what or change.what in what
        assert (change.from_, change.to, change.direction) == (before, after, direction)
        assert change.percent == (percent if percent is None else pytest.approx(percent, abs=0.05))
        assert (change.unit and canonical(change.unit)) == (unit and canonical(unit).replace("°C", "℃"))


@pytest.mark.parametrize("text", NONE)
def test_no_changes(text: str) -> None:
    assert facts_in({"text": text}).changes == ()


def test_words_begin_with_what_changed_and_end_with_the_last_figure() -> None:
    text = "年初立项。更换抓斗时间由２.５小时缩短到25分钟，人也少了。"
    (change,) = facts_in({"text": text}).changes
    assert change.span == "更换抓斗时间由２.５小时缩短到25分钟"
    assert (change.from_, change.to, change.unit) == (150, 25, "分钟")
