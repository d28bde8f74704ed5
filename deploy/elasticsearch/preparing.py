"""The folder of a node: its settings, data and log, owned by whoever runs it."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from deploy.elasticsearch.distribution import unpacked
from deploy.elasticsearch.java import has_module, java_home

ANOTHER_USER: Final = "nobody"
"""Who runs the server where we are root, since it refuses to run as root."""

VECTOR_MODULE: Final = "jdk.incubator.vector"
"""Makes vectors faster, is asked for by the distribution's settings, and is not in every Java."""


def prepare(
    folder: Path, version: str, settings: Mapping[str, object], java: Sequence[str], password: str | None
) -> None:
    """Write the settings of a node and the options of its Java; data that are there stay. Raises ServerNotToBeHad."""
    shutil.copytree(unpacked(version) / "config", folder / "config", dirs_exist_ok=True)
    for name in ("data", "log", "temporary"):
        (folder / name).mkdir(exist_ok=True)
    _write(folder / "config" / "jvm.options", [*_java_options(version), *java])
    said = {**_settings(folder, password), **settings}
    _write(folder / "config" / "elasticsearch.yml", [f"{key}: {value}" for key, value in said.items()])
    _give_away(folder)
    if password is not None and not (folder / "config" / "elasticsearch.keystore").exists():
        _keep_secret(folder, version, "bootstrap.password", password)


def program(version: str, name: str) -> list[str]:
    """The command that runs one of the server's programs as a user who may."""
    command = [str(unpacked(version) / "bin" / name)]
    if os.geteuid() == 0:
        group = pwd.getpwnam(ANOTHER_USER).pw_gid
        return ["setpriv", f"--reuid={ANOTHER_USER}", f"--regid={group}", "--clear-groups", *command]
    return command


def environment(folder: Path, version: str) -> dict[str, str]:
    """What the server's programs find in their environment."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "ES_JAVA_HOME": str(java_home(version)),
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "temporary"),
    }


def _settings(folder: Path, password: str | None) -> dict[str, object]:
    return {
        "cluster.name": "innokb",
        "network.host": "127.0.0.1",
        "path.data": folder / "data",
        "path.logs": folder / "log",
        "xpack.security.enabled": "false" if password is None else "true",
        "cluster.routing.allocation.disk.threshold_enabled": "false",  # a nearly full disk is no matter here
    }


def _java_options(version: str) -> list[str]:
    home, java = unpacked(version), java_home(version)
    lines = (home / "config" / "jvm.options").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if VECTOR_MODULE not in line or has_module(java, VECTOR_MODULE)]


def _keep_secret(folder: Path, version: str, name: str, secret: str) -> None:
    for arguments in (["create"], ["add", "--stdin", name]):
        command = [*program(version, "elasticsearch-keystore"), *arguments]
        said = environment(folder, version)
        subprocess.run(command, env=said, cwd=folder, input=secret.encode(), check=True, capture_output=True)


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, ANOTHER_USER)


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
