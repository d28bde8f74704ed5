"""The routes, one file a resource."""

from typing import Final

from fastapi import APIRouter

from search_api.routes import (
    achievements,
    candidates,
    checks,
    deals,
    docs,
    health,
    imports,
    index,
    needs,
    search,
    statistics,
    suggest,
    synonyms,
    templates,
)

ROUTERS: Final[tuple[tuple[APIRouter, bool], ...]] = (
    (search.router, True),
    (suggest.router, True),
    (achievements.router, True),
    (imports.router, True),
    (checks.router, True),
    (deals.router, True),
    (needs.router, True),
    (candidates.router, True),
    (statistics.router, True),
    (synonyms.router, True),
    (templates.router, True),
    (index.router, True),
    (health.router, False),
    (docs.router, False),
)
"""Every router, and whether it stands under the versioned prefix."""
