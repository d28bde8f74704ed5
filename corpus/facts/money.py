"""Amounts of money, and whether each is a benefit or something else, by the words that govern it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from corpus.facts.facts import MoneyKind
from corpus.facts.moves import Move
from corpus.facts.quantities import Quantity
from corpus.facts.skeleton import BARE, LONGEST, MONEY, Skeleton

_PRIZE: Final = re.compile("奖励|奖金|发奖|获奖|得奖|资助|补助|补贴|津贴|奖补|赏金")
_PRIZE_AFTER: Final = re.compile("的?(?:[^,。;]{0,4})(?:奖励|奖金|奖|资助|补助|补贴|红包)")
_GAIN: Final = re.compile(
    "节约|节省|节支|节电|节能|节水|节煤|节油|节汽|结余|省(?!级|市|局|公司|厅|道|部|力|内|略|级|会|里|属|重|医)|增收|增效|增利|增产|增值|"
    "创效|创造|创收|创利|创汇|效益|利润|利税|毛利|盈利|获利|收益|产值|销售额|销售收入|营业收入|营收|收入|降本|"
    "少(?:花|付|支|买|购|用|交|缴|耗|赔|损失|投|采)|多(?:产|发|供|收|卖|赚|挣|创|得|接)|赚|盘活|"
    "(?:减少|降低|避免|挽回|压降|压下|压缩|减免|免去|杜绝|防止|下降|削减|缩减|挽救|追回|降|减(?!速|震|振)|增加|新增)"
)
_LESS: Final = re.compile(
    "减少|降低|避免|挽回|压降|压下|压缩|减免|免去|杜绝|防止|下降|削减|缩减|节约|节省|省[下去了]|减亏|少(?!数)|消除|扭转|追回|挽救"
)
_SPENT: Final = re.compile(
    "投入|投资|花费|多花|多买|做下来|摊下来|花了|花去|要花|得花|另花|只花|才花|耗资|支付|付给|收费|概算|预算|造价|经费|自筹|拨款|出资|拨付|专项|斥资|筹资"
)
_INVESTED: Final = re.compile("投资|投入|概算|预算|造价|经费|自筹|拨款|出资|拨付|专项|斥资|筹资|研发费|立项|改造费")
_PRICE: Final = re.compile(
    "单价|售价|报价|市场价|均价|采购价|原价|定价|价格|标价|进价|要价|卖得?|每[度吨台套件个只根块米方公斤升亭](?:价|$)|价值(?!创)|(?:^|[^造加折])价"
)
_EACH_AFTER: Final = re.compile("[/每一](?:个|只|台|套|件|根|块|吨|度|张|条|把|米|次|副|片|公斤|千瓦时)")
_LOSS: Final = re.compile("损失|罚款|赔付|赔偿|赔了|浪费|流失|亏损|事故")
_COST: Final = re.compile(
    "成本|费用|做下来|摊下来|多买|花|耗|支出|采购|购置|购买|支付|付|费|租|工资|款|需要?|要|用(?!户)|买|开支|只用|换|修|处置|不到|不足|钱|材料"
)
_MODIFIER: Final = re.compile(
    "的(?!(?:[^,。;]{0,4})(?:效益|收益|利润|产值|价值|收入))|(?:左右)?(?:计算?|算|测算|核算|[的之]规模)"
)
_GAIN_AFTER: Final = re.compile("的?(?:[^,。;、]{0,6})(?:效益|收益|利润|产值增长)")
_EQUALS: Final = re.compile(
    "(?:折合|折算|合计|价值|约合|合|相当于|共计?|总计|折价|按价|达到?|约|大约|近|可达|为|人民币|上|有|计)"
)
_NEUTRAL: Final = re.compile(
    "(?:[一每全]?年(?:均|度)?|[约共达近]|合计|总计|累计|可|预计|为|[:\\s]|人民币|超过?|直接|间接|经济|社会|其中|目前|已|今|去)*"
)
_OF_COMPANY: Final = re.compile(
    "(?:(?<![为给使让])(?:公司|集团|企业|全厂|行业|园区)|^)(?:(?!新增|增加|创造|带来|多)[^,。;]){0,10}"
    "(?:产值|营业收入|销售收入|销售额|营收|资产)\\w{0,2}\\Z|注册资[本金]|利润总额"
)
_LISTED: Final = re.compile(
    "(?:[、和及与]|,?以及|,(?:其中|其他|另外?|还有?|同时))[^,。;、:花投付买]{0,9}"
    "|,[^,。;、:花投付买]{0,9}(?:合计|共计?|总计|达到?|累计)约?"
)
"""What stands between the amounts of one list."""

_ROUND: Final = re.compile(".*[万亿](?:[一二三四五六七八九\\d]|[多余]|左右|以上|上下)?")
_BREAK: Final = re.compile("[,。;、)!?\n]|左右|以上|\\Z|/年")
_THINGS: Final = re.compile("(?:[板砖石片瓦煤铁皮料]|玻璃|组件|[搬装拆铺换]起?)(?:[约近]|大约)?\\Z")
"""What is counted in 块 and is no money."""

_YEARLY: Final = re.compile("每年|每一年|年均|/年|按年|年年|常年|[^今去前明]年(?:平均|化)")
_ONCE: Final = re.compile(
    "今年|去年|前年|当年|累计|至今|以来|半年|季度?|每月|月均|个月(?!台)|每次|每台次|一次|本次|年来|年间|(?:19|20)\\d\\d年|[两二三四五六七八九十\\d]年|"
    "一年多?(?:来|了|[,，。;])|一年时间|试[用点]"
)
_A_YEAR: Final = re.compile(
    "一年|全年|整年|学年|年度|(?<![0-9一两二三四五六七八九十今去前明近多历周半来当往上本])年(?![前后来底初度月中限级龄份轻久代])"
)
_YEAR_OF_CLAUSE: Final = re.compile(
    "(?<![0-9一两二三四五六七八九十今去前明近多历半])年(?=[节省创增减降产多少可综直经利净])|全年"
)
_YEARLY_AFTER: Final = re.compile("(?:人民币)?(?:/|每|一)年")
_EXPECTED: Final = re.compile(
    "预计|预期|预测|预估|可望|有望|估计|估算|粗算|粗略|测算|(?<!非)计划|力争|目标|如果|如[能果]|若|倘|假如|设想|拟|达产后|推广后|"
    "将(?=[年每可会节创带实产减增为])|[可能](?=以?(?:[由从把将年每节省创增减实带降避为使综直新挽获达少多再产回]))"
)
_SUPPOSED: Final = re.compile(
    "预计|预期|可望|有望|估计|如果|如[能果]|若|倘|假如|达产后|推广后|测算|估算|粗算|粗略|力争|(?<!非)计划"
)
_REALISED: Final = re.compile("已经?(?!知)|累计|实际|今年|去年|实现(?!后)|投用以来|至今")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount at `start` to `end` of the cleaned text; `kind` is None for a benefit."""

    quantity: Quantity
    start: int
    end: int
    kind: MoneyKind | None
    per_year: bool = False
    expected: bool = False


class _Place(NamedTuple):
    """Where an amount stands: places in the skeleton's text."""

    sign: int
    clause: int
    sentence: int
    before: str
    after: str
    earlier: str
    """The sentence up to the clause."""


def amounts(skeleton: Skeleton, moved: Sequence[Move], *, about_benefit: bool) -> list[Amount]:
    """All amounts of a text in its order. `about_benefit` says that the text as a whole speaks of benefits."""
    if MONEY not in skeleton.text and BARE not in skeleton.text:
        return []
    found: list[Amount] = []
    moving = {quantity.start: move for move in moved for quantity in move.money}
    for place in _places(skeleton):
        quantity = skeleton.at(place.sign)
        if move := moving.get(quantity.start):
            if quantity.start == move.money[0].start:
                found.append(_of_move(move))
            continue
        amount = _amount(skeleton, place, found[-1] if found else None, about_benefit)
        if amount:
            found.append(amount)
    return found


def _places(skeleton: Skeleton) -> Iterator[_Place]:
    text, last = skeleton.text, 0
    for sign, quantity in zip(skeleton.signs, skeleton.quantities, strict=True):
        if text[sign] != MONEY and not (text[sign] == BARE and _is_round(skeleton, quantity)):
            continue
        if quantity.written.startswith("块") and _THINGS.search(
            skeleton.source, max(0, quantity.start - 4), quantity.start
        ):
            continue
        whole = skeleton.sentence_start(sign)
        clause = max(last, whole, max(text.rfind(mark, whole, sign) for mark in ",()") + 1)
        source = skeleton.source
        begin, at = skeleton.to_source(clause), quantity.start
        yield _Place(
            sign,
            clause,
            whole,
            source[begin:at],
            source[quantity.end : quantity.end + 12],
            source[skeleton.to_source(whole) : begin],
        )
        last = sign + 1


def _is_round(skeleton: Skeleton, quantity: Quantity) -> bool:
    """Whether a figure without a unit may be money: 省了48万, 花了两万六."""
    return _ROUND.fullmatch(skeleton.source, quantity.start, quantity.end) is not None and (
        _BREAK.match(skeleton.source, quantity.end) is not None
    )


def _of_move(move: Move) -> Amount:
    low, high = sorted(move.money, key=lambda each: each.figure)
    quantity = Quantity(low.figure, high.figure, "元", move.start, move.end)
    return Amount(quantity, move.start, move.end, "cost" if move.direction == "down" else "other")


def _amount(skeleton: Skeleton, place: _Place, previous: Amount | None, about_benefit: bool) -> Amount | None:
    quantity = skeleton.at(place.sign)
    kind = _kind(skeleton, place, previous, about_benefit)
    if kind == "other" and skeleton.text[place.sign] == BARE:
        return None
    start = skeleton.to_source(place.clause)
    if kind is not None:
        return Amount(quantity, start, quantity.end, kind)
    if (
        place.before
        and not _GAIN.search(place.before)
        and place.earlier.endswith((",", ":"))
        and _EQUALS.match(place.before)
    ):
        start = skeleton.to_source(_clause_before(skeleton.text, place))
    carried = (
        previous
        if previous and previous.kind is None and skeleton.to_source(place.sentence) <= previous.start
        else None
    )
    return Amount(quantity, start, quantity.end, None, _is_yearly(place, carried), _is_expected(place, carried))


def _clause_before(text: str, place: _Place) -> int:
    return max(text.rfind(mark, place.sentence, place.clause - 1) for mark in ",()") + 1 or place.sentence


def _kind(skeleton: Skeleton, place: _Place, previous: Amount | None, about_benefit: bool) -> MoneyKind | None:
    """The rules from top to bottom; the first that holds decides. None is a benefit."""
    before, after = place.before, place.after
    gain = max((match.end() for match in _GAIN.finditer(before)), default=0)
    if _PRIZE.search(before) or _PRIZE_AFTER.match(after):
        return "prize"
    if _OF_COMPANY.search(before):
        return "other"
    if _MODIFIER.match(after):
        return "price" if _EACH_AFTER.search(before) else "other"
    if gain and not _SPENT.search(before, gain):
        return _gain_or_loss(before)
    if _GAIN_AFTER.match(after):
        return None
    if _INVESTED.search(before):
        return "investment"
    if _LOSS.search(before):
        return "loss"
    if _is_continued(skeleton, place, previous):
        return None if previous is None else previous.kind
    if (
        _EQUALS.match(before)
        and (earlier := _last_clause(place))
        and _GAIN.search(earlier)
        and not _SPENT.search(earlier)
    ):
        return None
    if _PRICE.search(before) or _EACH_AFTER.match(after):
        return "price"
    if _COST.search(before):
        return "cost"
    labelled = about_benefit or place.earlier.endswith(("效益:", "效益约:", "效益为:"))
    return None if labelled and _NEUTRAL.fullmatch(before) else "other"


def _gain_or_loss(before: str) -> MoneyKind | None:
    """减少损失 is a benefit, 损失 alone is none."""
    return "loss" if _LOSS.search(before) and not _LESS.search(before) else None


def _is_continued(skeleton: Skeleton, place: _Place, previous: Amount | None) -> bool:
    """Whether it goes on with a list that the amount before began: 节约人工费12万元、材料费8万元."""
    if previous is None or previous.end < skeleton.to_source(place.sentence):
        return False
    return _LISTED.fullmatch(skeleton.source, previous.end, skeleton.at(place.sign).start) is not None


def _last_clause(place: _Place) -> str:
    return re.split("[,。;]", place.earlier.rstrip(",:"))[-1]


def _is_yearly(place: _Place, carried: Amount | None) -> bool:
    if _YEARLY_AFTER.match(place.after):
        return True
    if _YEARLY.search(place.before):
        return True
    if _ONCE.search(place.before):
        return False
    if _A_YEAR.search(place.before):
        return True
    if carried is not None:
        return carried.per_year
    if _YEAR_OF_CLAUSE.search(_last_clause(place)) and not _ONCE.search(_last_clause(place)):
        return True
    return _YEARLY.search(place.earlier) is not None and not _ONCE.search(place.earlier)


def _is_expected(place: _Place, carried: Amount | None) -> bool:
    if _EXPECTED.search(place.before):
        return True
    if _REALISED.search(place.before):
        return False
    return (carried is not None and carried.expected) or _SUPPOSED.search(_last_clause(place)) is not None


def is_expected(text: str, start: int, end: int) -> bool:
    """Whether the clause around a span of cleaned text speaks of what is to come."""
    first = max(0, start - LONGEST)
    begin = max(first, *(text.rfind(mark, first, start) + 1 for mark in ",。;!?\n"))
    return _EXPECTED.search(text, begin, end) is not None
