"""The kinds of records that tables hold, with what tables call their fields."""

from typing import Final

from corpus.achievement import FIELD_NAMES, TEXT_FIELDS
from corpus.importing.need_synonyms import GENERIC_NEEDS, NEED_SYNONYMS
from corpus.importing.synonyms import FOREIGN_PREFIXES, GENERIC_TITLES, SYNONYMS
from corpus.importing.vocabulary import Vocabulary
from corpus.need import NEED_FIELD_NAMES

ACHIEVEMENTS: Final = Vocabulary(
    subject="成果",
    examples=("成果名称", "项目名称"),
    synonyms=SYNONYMS,
    names=FIELD_NAMES,
    texts=TEXT_FIELDS,
    lists=("people", "patents", "software", "standards"),
    foreign=FOREIGN_PREFIXES,
    generic=GENERIC_TITLES,
)

NEEDS: Final = Vocabulary(
    subject="需求",
    examples=("需求名称", "技术难题名称"),
    synonyms=NEED_SYNONYMS,
    names=NEED_FIELD_NAMES,
    texts=("content", "contact"),
    foreign=("推荐人", "评审", "专家", "填报", "填表", "审核", "审批", "经办"),
    generic=GENERIC_NEEDS,
    naming=("title", "content"),
)
