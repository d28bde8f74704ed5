"""Uploaded files, kept until the job that they are for has ended."""

import re
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from corpus.importing.columns import ColumnMapping
from search_api.errors import BadUpload, UploadNotKept

MAX_FILES: Final = 50
MAX_NAME: Final = 200
"""Bytes of an uploaded file's name that are kept, besides its ending; file systems take 255."""

FOLDER: Final = "folder"
"""The option that names where a job's uploads are; jobs of the command line have none, and are its own."""

_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\ud800-\udfff]+')


@dataclass(frozen=True, slots=True)
class Options:
    """How files are to be read: source and year of rows that say nothing of them, and header → field.

    Raises BadMapping where `columns` names an unknown field.
    """

    source: str | None = None
    year: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ColumnMapping(self.columns)

    @property
    def mapping(self) -> ColumnMapping | None:
        """The columns as an import takes them."""
        return ColumnMapping(self.columns) if self.columns else None


class Uploads:
    """A folder of uploads, one folder in it a job."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, files: Iterable[tuple[str, BinaryIO]]) -> tuple[str, list[str]]:
        """Write files into a folder of their own; returns its name and theirs. Raises BadUpload, UploadNotKept."""
        name = uuid4().hex
        try:
            return name, _keep(files, self._folder / name)
        except BaseException as error:
            self.remove(name)
            if isinstance(error, OSError):
                raise UploadNotKept(
                    f"上传的文件无法保存到 {self._folder}：{error.strerror}。请检查磁盘空间和目录权限后重试。"
                ) from error
            raise

    def paths(self, folder: str, names: Iterable[str]) -> list[Path]:
        """Where kept files are; they may have been taken away since."""
        return [self._folder / folder / str(place) / name for place, name in enumerate(names)]

    def remove(self, folder: str) -> None:
        """Let go of a job's files."""
        shutil.rmtree(self._folder / folder, ignore_errors=True)

    def sweep(self, kept: Collection[str]) -> None:
        """Remove what no job waits for."""
        for folder in self._folder.iterdir() if self._folder.is_dir() else ():
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)


def _keep(files: Iterable[tuple[str, BinaryIO]], folder: Path) -> list[str]:
    """Write the uploads below `folder`, each in a numbered folder of its own; returns their names."""
    names: list[str] = []
    for place, (name, content) in enumerate(files):
        if place == MAX_FILES:
            raise BadUpload(f"一次最多上传 {MAX_FILES} 个文件，请分几次上传。")
        names.append(safe_name(name))
        target = folder / str(place) / names[-1]
        target.parent.mkdir(parents=True)
        with target.open("wb") as kept:
            shutil.copyfileobj(content, kept, 1 << 20)
    if not names:
        raise BadUpload("没有收到文件，请选择要上传的文件。")
    return names


def safe_name(name: str) -> str:
    """A file name without a path and without what file systems refuse; its ending stays."""
    plain = _UNSAFE.sub("_", re.split(r"[/\\]", name)[-1]).strip(". ") or "未命名"
    stem, dot, ending = plain.rpartition(".")
    kept = (stem or ending).encode("utf-8", "replace")[:MAX_NAME].decode("utf-8", "ignore")
    return f"{kept}.{ending[:10]}" if stem and dot else kept
