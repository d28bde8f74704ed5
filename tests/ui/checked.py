"""Answers of a check, made by hand."""

from ui.answers import CheckedMatch, Evidence, Passage, Stretch


def stretch(fields: dict[str, str], field: str, start: int, end: int) -> Stretch:
    return Stretch(field=field, start=start, end=end, text=fields[field][start:end])


def passage(ours: Stretch, theirs: Stretch, kind: str = "exact") -> Passage:
    return Passage.model_validate(
        {
            "kind": kind,
            "submission": ours.model_dump(include={"field", "start", "end", "text"}),
            "achievement": theirs.model_dump(),
        }
    )


def evidence(key: str, contribution: float, said: str = "", **given: object) -> Evidence:
    usual = {"key": key, "name": key, "level": "same", "value": 1.0, "contribution": contribution, "said": said}
    return Evidence.model_validate(usual | given)


def match(**given: object) -> CheckedMatch:
    usual = {
        "id": 7, "code": "A-7", "source": "2024 年汇总", "title": "断绳抓捕器", "unit": "望石矿", "year": 2024,
        "probability": 0.97, "log_odds": 3.5, "base": -8.0, "level": "高度疑似", "type": "改名重报",
        "coverage": {"of_submission": 0.83, "of_achievement": 0.5}, "passages": (), "evidence": (), "against": (),
        "flags": (), "conclusion": "与库内成果高度疑似重复。",
    }  # fmt: skip
    return CheckedMatch.model_validate(usual | given)
