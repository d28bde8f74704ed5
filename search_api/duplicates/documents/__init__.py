"""A check as a file that leaves the installation: JSON Lines for programs, a workbook to sort, a document to sign."""

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Final, Literal, get_args

from search_api.duplicates.documents.dossier import Dossier
from search_api.errors import BadQuestion

Form = Literal["jsonl", "xlsx", "docx"]

FORMS: Final[tuple[Form, ...]] = get_args(Form)

MEDIA_TYPES: Final[dict[Form, str]] = {
    "jsonl": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def write_report(dossier: Dossier, form: Form, target: BinaryIO) -> None:
    """Write a report in one of the forms."""
    _writer(form)(dossier, target)


def form_of(out: Path) -> Form:
    """The form that a file's ending asks for. Raises BadQuestion for any other."""
    for form in FORMS:
        if out.suffix.lower() == f".{form}":
            return form
    raise BadQuestion(f"不能把查重报告写成“{out.suffix or out.name}”：请用 .jsonl、.xlsx 或 .docx 作后缀。")


def _writer(form: Form) -> Callable[[Dossier, BinaryIO], None]:
    """Only what is asked for is loaded."""
    match form:
        case "jsonl":
            from search_api.duplicates.documents.jsonl import write_jsonl

            return write_jsonl
        case "xlsx":
            from search_api.duplicates.documents.excel import write_workbook

            return write_workbook
        case "docx":
            from search_api.duplicates.documents.word import write_document

            return write_document
