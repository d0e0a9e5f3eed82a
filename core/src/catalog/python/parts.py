"""The errors of an API, from its catalog. catchall writes this file: do not edit it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal


@dataclasses.dataclass(frozen=True, kw_only=True)
class Problem:
    """The parts of every problem: RFC 9457, section 3.1."""

    code: ClassVar[str | None] = None
    type: str
    status: int
    title: str | None = None
    detail: str | None = None
    instance: str | None = None

    def is_retryable(self) -> bool:
        """Return whether the same request may succeed later. The header `Retry-After` has
        the time to wait."""
        return self.status in (408, 425, 429, 502, 503, 504)


@dataclasses.dataclass(frozen=True, kw_only=True)
class UnknownProblem(Problem):
    """A problem of a type that was unknown when this file was generated. Use its status."""

    body: Mapping[str, Any]
