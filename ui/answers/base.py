"""What all answers of the API share. Keys that a page does not show are left out; new ones do no harm."""

from pydantic import BaseModel, ConfigDict


class Answer(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Span(Answer):
    """A stretch of a raw text: code points `start` to `end` (exclusive)."""

    start: int
    end: int


class Problem(Answer):
    """What went wrong, in Chinese, and what to do."""

    type: str = ""
    title: str = ""
    detail: str = ""
    retry_after: int | None = None
    existing: int | None = None
