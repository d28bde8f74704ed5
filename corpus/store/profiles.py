"""Named profiles: the weights by which staff rank candidates for transfer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from corpus.errors import NotFound, ProfileChanged
from corpus.store.database import Database
from corpus.store.schema import now, screening_profiles
from corpus.store.writing import note

MAX_NAME: Final = 64
"""Longest name in characters."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Weights by indicator, and the share of weight (0 to 1) that must be known for a candidate to be ranked.

    `version` rises by one with every change; `actor` is who made the last one.
    """

    name: str
    version: int
    weights: Mapping[str, float]
    minimum: float
    actor: str
    at: datetime


_SHOWN: Final = [screening_profiles.c[name] for name in ("name", "version", "weights", "minimum", "actor", "at")]


class Profiles:
    """Profiles of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def profiles(self) -> list[Profile]:
        """All, by name."""
        with self._database.reading() as connection:
            return [Profile(*row) for row in connection.execute(sa.select(*_SHOWN).order_by(screening_profiles.c.name))]

    def profile(self, name: str) -> Profile:
        """One by its name. Raises NotFound."""
        with self._database.reading() as connection:
            return _profile(connection, name)

    def keep_profile(
        self, name: str, weights: Mapping[str, float], minimum: float, version: int | None, actor: str
    ) -> Profile:
        """Make a profile, or change the one that was read at `version`. Raises ProfileChanged, NotFound."""
        with self._database.writing() as connection:
            before = _seen(connection, name, version)
            if before and (before.weights, before.minimum) == (dict(weights), minimum):
                return before
            said = {"weights": dict(weights), "minimum": minimum}
            values = said | {"version": (version or 0) + 1, "actor": actor, "at": now()}
            if before:
                connection.execute(screening_profiles.update().where(screening_profiles.c.name == name).values(values))
            else:
                connection.execute(screening_profiles.insert().values(values | {"name": name}))
            detail = {"name": name, "before": _said(before), "after": said}
            note(connection, actor, "profile.change" if before else "profile.add", detail)
            return _profile(connection, name)

    def delete_profile(self, name: str, version: int, actor: str) -> None:
        """Delete the profile that was read at `version`. Raises ProfileChanged, NotFound."""
        with self._database.writing() as connection:
            before = _seen(connection, name, version)
            connection.execute(screening_profiles.delete().where(screening_profiles.c.name == name))
            note(connection, actor, "profile.delete", {"name": name, "before": _said(before)})


def _profile(connection: sa.Connection, name: str) -> Profile:
    row = connection.execute(sa.select(*_SHOWN).where(screening_profiles.c.name == name)).one_or_none()
    if row is None:
        raise NotFound(f"没有名为“{name}”的权重方案，可能已被删除。请重新选择。")
    return Profile(*row)


def _seen(connection: sa.Connection, name: str, version: int | None) -> Profile | None:
    """The profile as the writer saw it; None where there is to be none."""
    if version is not None:
        profile = _profile(connection, name)
        if profile.version != version:
            raise ProfileChanged(f"方案“{name}”已被 {profile.actor} 改过。请重新打开，看过新的权重再改。")
        return profile
    row = connection.execute(sa.select(*_SHOWN).where(screening_profiles.c.name == name)).one_or_none()
    if row is not None:
        raise ProfileChanged(f"已有名为“{name}”的方案。请换一个名称，或打开它再改。")
    return None


def _said(profile: Profile | None) -> dict[str, object] | None:
    return None if profile is None else {"weights": dict(profile.weights), "minimum": profile.minimum}


__all__ = ["MAX_NAME", "Profile", "Profiles"]
