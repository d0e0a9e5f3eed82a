"""The errors of an API, as its catalog lists them. catchall writes this file: do not edit it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal


@dataclasses.dataclass(frozen=True, kw_only=True)
class Problem:
    """The members of every problem, whatever its type: RFC 9457, section 3.1."""

    code: ClassVar[str | None] = None
    type: str
    status: int
    title: str | None = None
    detail: str | None = None
    instance: str | None = None

    def is_retryable(self) -> bool:
        """Returns whether the same request may succeed later. The header `Retry-After` contains
        how long to wait."""
        return self.status in (408, 425, 429, 502, 503, 504)


@dataclasses.dataclass(frozen=True, kw_only=True)
class UnknownProblem(Problem):
    """A problem of a type that was not yet published when this file was generated. Rely on its status."""

    body: Mapping[str, Any]
