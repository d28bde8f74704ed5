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


def prepare(folder: Path, version: str, files: Mapping[str, str], secrets: Mapping[str, str]) -> None:
    """Lay out the folder of a node; data that are there stay. Raises ServerNotToBeHad.

    `files` are those of its settings by name, instead of those that come with it; `secrets` go into its keystore.
    """
    shutil.copytree(unpacked(version) / "config", folder / "config", dirs_exist_ok=True)
    for name in ("data", "log", "temporary"):
        (folder / name).mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "config" / name).write_text(text, encoding="utf-8")
    _give_away(folder)
    if secrets and not (folder / "config" / "elasticsearch.keystore").exists():
        _keep(secrets, folder, version)


def settings_file(folder: Path, settings: Mapping[str, object]) -> str:
    """The text of elasticsearch.yml: what holds for every node, and its own settings."""
    said = {
        "cluster.name": "innokb",
        "network.host": "127.0.0.1",
        "path.data": folder / "data",
        "path.logs": folder / "log",
        "xpack.security.enabled": "false",
        "cluster.routing.allocation.disk.threshold_enabled": "false",  # a nearly full disk is no matter here
        **settings,
    }
    return "".join(f"{key}: {value}\n" for key, value in said.items())


def java_file(version: str, options: Sequence[str]) -> str:
    """The text of jvm.options: those that come with the server, and more."""
    home, java = unpacked(version), java_home(version)
    lines = (home / "config" / "jvm.options").read_text(encoding="utf-8").splitlines()
    possible = [line for line in lines if VECTOR_MODULE not in line or has_module(java, VECTOR_MODULE)]
    return "\n".join([*possible, *options, ""])


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


def _keep(secrets: Mapping[str, str], folder: Path, version: str) -> None:
    tool, said = program(version, "elasticsearch-keystore"), environment(folder, version)
    subprocess.run([*tool, "create"], env=said, cwd=folder, check=True, capture_output=True)
    for name, secret in secrets.items():
        command = [*tool, "add", "--stdin", name]
        subprocess.run(command, env=said, cwd=folder, input=secret.encode(), check=True, capture_output=True)


def _give_away(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            shutil.chown(path, ANOTHER_USER)
