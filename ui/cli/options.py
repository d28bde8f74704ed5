"""What several commands share: the settings, and the options that mean the same everywhere."""

import getpass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from search_api.settings import Settings

as_json_option = click.option("--json", "as_json", is_flag=True, help="以 JSON 输出，供程序读取")


def settings() -> "Settings":
    """The settings, or an end with status 2 that says which one is wrong and why."""
    from pydantic import ValidationError  # here, as help and a wrong option need no settings

    from search_api.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        faults = "；".join(f"INNOKB_{str(e['loc'][0]).upper()} = {e['input']!r}：{e['msg']}" for e in error.errors())
        raise click.UsageError(f"设置有误：{faults}。请改正环境变量或 .env 文件。") from error


def actor() -> str:
    """Who acts: until there are accounts, the local user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container without a user entry
        return "local"
