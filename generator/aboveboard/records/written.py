"""The common ground of everything that people write: frozen, and no unknown keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Written(BaseModel):
    """An unknown key is an error: a typing slip must not lose data silently."""

    # Validators are built when a first file needs them: a build that finds everything in its cache needs none.
    model_config = ConfigDict(
        defer_build=True,
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        arbitrary_types_allowed=True,
    )
