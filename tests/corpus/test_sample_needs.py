"""The sample needs: invented, whole, and of every kind."""

from corpus.importing.reading import read_needs
from corpus.importing.rows import RowRead
from corpus.need import Need
from corpus.samples import need_files


def needs() -> list[Need]:
    return [row.record for file in need_files() for row in read_needs(file).rows() if isinstance(row, RowRead)]


def test_every_line_is_a_need_with_its_own_number() -> None:
    lines = [line for file in need_files() for line in file.read_text(encoding="utf-8").splitlines()]
    assert [Need.model_validate_json(line) for line in lines] == needs()
    assert len({need.code for need in needs()}) == len(lines) == 26


def test_they_are_of_every_status_and_say_who_needs_what() -> None:
    assert {need.status for need in needs()} == {"open", "matched", "closed"}
    assert all(need.unit and need.content and need.contact and need.region for need in needs())
