"""The documents say what the program does: commands, settings, links."""

import re
from pathlib import Path

import click
import pytest

from search_api.settings import Settings
from ui.cli.commands import innokb

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "README.en.md", *sorted((ROOT / "docs").glob("*.md"))]


def _commands(group: click.Group, path: str = "") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        found |= _commands(command, f"{path}{name} ") if isinstance(command, click.Group) else {path + name: command}
    return found


@pytest.mark.parametrize("name", list(_commands(innokb)))
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert f"例：innokb {name}" in (_commands(innokb)[name].help or "")


@pytest.mark.parametrize("name", sorted({name.split()[0] for name in _commands(innokb)}))
def test_every_command_stands_in_the_readme(name: str) -> None:
    assert re.search(rf"`(innokb )?{name}\b", README)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_only_commands_that_exist(document: Path) -> None:
    named = set(re.findall(r"\binnokb ([a-z][a-z-]+)", "\n".join(_code(document))))
    assert named <= set(innokb.commands)


def _code(document: Path) -> list[str]:
    """What stands between backticks, in blocks and in lines."""
    text = document.read_text(encoding="utf-8")
    return re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL)


@pytest.mark.parametrize("name", [f"INNOKB_{name.upper()}" for name in Settings.model_fields])
def test_every_setting_stands_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_documents_name_only_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {name for path in DOCUMENTS for code in _code(path) for name in re.findall(r"\bmake ([a-z-]+)", code)}
    assert named <= targets
