"""The minimal distribution of Elasticsearch, fetched once by Maven, checked, unpacked and kept."""

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Final

from deploy.elasticsearch.cache import kept
from deploy.elasticsearch.errors import ServerNotToBeHad

VERSIONS: Final = {
    "8.19.6": "e76998d1c578aa1e9916ee9659cc812c573288632916af23b19f7750271b8df7"
    "68d5fe1d394c435453afa9127b7bac2fff473bbc5b840ff3714182a7ad456cc6",
    "9.2.0": "2c624e913bb8712fb1698fc1ab3a241c868228183f089ff3cde17ad7bc7b5a96"
    "63454c2af939c65e075663826371e3d4344dca43a55a8aab9594f9a64b01d2c7",
}
"""The oldest and the newest version that the program is tested with, each with the SHA-512 of its zip file."""

ARTIFACT: Final = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"
FETCH: Final = "org.apache.maven.plugins:maven-dependency-plugin:2.8:copy"
"""Asked from wherever the user's Maven is told to ask."""


def unpacked(version: str) -> Path:
    """The folder of an unpacked distribution, fetched where it is not there yet. Raises ServerNotToBeHad."""
    return kept(version, lambda work: _unpacked(_fetched(version, work), VERSIONS[version]))


def _fetched(version: str, folder: Path) -> Path:
    maven = shutil.which("mvn")
    if maven is None:
        raise ServerNotToBeHad("没有找到 Maven，取不到 Elasticsearch。安装：apt install maven")
    artifact = ARTIFACT.format(version=version)
    command = [maven, "--batch-mode", "--quiet", FETCH, f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise ServerNotToBeHad(f"Maven 取不到 {artifact}，请检查网络或 Maven 的镜像设置：\n{done.stdout[-2000:]}")
    return folder / f"elasticsearch-{version}.zip"


def _unpacked(archive: Path, expected: str) -> Path:
    with archive.open("rb") as file:
        digest = hashlib.file_digest(file, "sha512").hexdigest()
    if digest != expected:
        raise ServerNotToBeHad(f"{archive.name} 的 SHA-512 是 {digest}，与登记的不符，没有使用。")
    with zipfile.ZipFile(archive) as inside:
        inside.extractall(archive.parent)
    home = archive.with_suffix("")
    for program in home.glob("bin/*"):
        program.chmod(0o755)
    return home
