"""The common ground of everything that people write: frozen, and no unknown keys."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Written(BaseModel):
    """An unknown key is an error: a typing slip must not lose data silently."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True, use_attribute_docstrings=True
    )
