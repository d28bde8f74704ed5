"""The record store: SQLite by default, PostgreSQL where the URL says so."""

from corpus.store.checks import CheckJob
from corpus.store.deal_lists import DealsWanted, Grouping
from corpus.store.deals import Writer
from corpus.store.desk import AuditEntry
from corpus.store.entry import Entry
from corpus.store.jobs import ImportJob
from corpus.store.profiles import Profile
from corpus.store.results import CheckResult, ResultInShort, Tally, Wanted
from corpus.store.store import Store, local_user
from corpus.store.templates import TEMPLATE_STATES, Template, TemplateState
from corpus.store.writing import Known, Writing

__all__ = [
    "TEMPLATE_STATES",
    "AuditEntry",
    "CheckJob",
    "CheckResult",
    "DealsWanted",
    "Entry",
    "Grouping",
    "ImportJob",
    "Known",
    "Profile",
    "ResultInShort",
    "Store",
    "Tally",
    "Template",
    "TemplateState",
    "Wanted",
    "Writer",
    "Writing",
    "local_user",
]
