"""Tables on their way to the API: to be imported, or to be checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to import."""

    name: str
    content: BinaryIO


def reading(source: str, year: int | None, mapping: Mapping[str, str] | None) -> dict[str, str]:
    """How files are to be read, as fields of a form."""
    form = {"source": source} if source else {}
    if year is not None:
        form["year"] = str(year)
    if mapping:
        form["mapping"] = json.dumps(dict(mapping), ensure_ascii=False)
    return form
