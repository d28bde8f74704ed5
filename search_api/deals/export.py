"""Deals as a workbook to take away."""

from io import BytesIO
from typing import TYPE_CHECKING

from corpus.deals.exporting import open_workbook
from corpus.deals.ledger import rows_of, write_ledger
from corpus.deals.summary import write_summary
from corpus.store import DealsWanted
from search_api.search.export import MEDIA_TYPE

if TYPE_CHECKING:
    from corpus.store import Store

__all__ = ["MEDIA_TYPE", "workbook"]


def workbook(store: "Store", wanted: DealsWanted, *, confidential: bool = False) -> bytes:
    """The ledger and the sums of some deals as the bytes of an .xlsx file; what is confidential is not named."""
    book = BytesIO()
    with open_workbook(book) as writer:
        write_ledger(rows_of(store, wanted, confidential=confidential), writer)
        write_summary(store, wanted, writer)
    return book.getvalue()
