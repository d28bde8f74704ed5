"""Texts to clean: any Unicode, and what goes wrong in real forms, far more often than chance would have it."""

import unicodedata

from hypothesis import strategies as st

from corpus.normalize.cleaning import _COMPOSING
from corpus.normalize.lookalikes import _HAN_FOR, _LATIN_FOR
from corpus.normalize.traditional import simplified_phrases

_TROUBLE = (
    "\u200b\u200d\u2060\ufeff\u00ad\ufe0f\u202e\u2066\u034f\u3164\u115f\u1160\uffa0\ufffc\ue000\ud800\udfff\uffff"
    "\u20e3\u00a0\u3000\u2003\u2028\u2029\x85\x0b\x1f\t\r\n  "  # white
    "\u0300\u0301\u0308\u030c\u0327\u0338\u3099\u309a\u0345\u093c\u09be\u0f73\u0344"  # joining
    "①②⑳½⅓²³⁻⁵₂ⅡⅣⅰ㎏㎡㎜℃…⋯№㈠㊣ﬁ﷽ﾊﾞ㍿㋿㌀ǆİſ"  # standing for several
    "（）()【】“”‘’「」—–－‐·•・．。，、：；～"  # punctuation
    "創新乾隆覆藉瞭薴發髮裏麵鐘鍾ⅹ⼀⻋⺠㇐〇○◯一二三零"  # Chinese
    "àǎāǜńḿuǚɑchnguàng12AaPLCxyé"  # Latin
    "가각각ㄱㅏ"  # Hangul
)
_PIECES = (
    *_TROUBLE,
    *_LATIN_FOR,
    *_HAN_FOR,
    *simplified_phrases(),
    *(chr(code) for code in range(0x2000, 0x2100)),
    *sorted(_COMPOSING),
    "(chuàng)",
    "（xīn）",
    "[yī jī]",
    "創(chuàng)新",
    "(PLC)",
    "(min)",
    "10kV",
    "e\u0301",
    " \r\n ",
)

wild_texts = st.one_of(
    st.text(st.characters(codec=None, exclude_categories=()), max_size=30),
    st.lists(st.sampled_from(_PIECES), max_size=30).map("".join),
    st.lists(st.one_of(st.sampled_from(_PIECES), st.characters(exclude_categories=())), max_size=30).map("".join),
)
"""Any string of Python at all, lone surrogates too."""

_PLAIN = [
    c for c in "矿井提升机断绳保护装置换流阀清灰的了一ABCxyz0189,.:%()。、" if unicodedata.is_normalized("NFKC", c)
]
_INDEPENDENT = [
    "㎏",
    "㎡",
    "㈠",
    "…",
    "Ａ",
    "（",
    "，",
    "“",
    "創",
    "發",
    "裝",
    "\u200b",
    "\ufeff",
    "\u00ad",
    "⼀",
    "⻋",
    "ﬁ",
    "℃",
]
independent_texts = st.lists(st.sampled_from([*_PLAIN[:25], *_INDEPENDENT]), max_size=40).map("".join)
"""Texts of characters whose plain form does not depend on their neighbours."""
