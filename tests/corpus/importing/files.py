"""Files to import, made for the tests."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = Mapping[str, object]


def write_jsonl(path: Path, rows: Iterable[Row]) -> Path:
    """A file of JSON Lines, as another system would export it."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def row(number: int, **fields: object) -> Row:
    return {"code": f"JX-{number:05}", "title": f"第{number}号钻机快速换杆装置", "unit": "东风机械厂"} | fields
