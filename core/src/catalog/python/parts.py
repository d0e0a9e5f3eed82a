"""The errors of an API, as its catalog has them. catchall writes this file: do not edit it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Literal


@dataclasses.dataclass(frozen=True, kw_only=True)
class Problem:
    """What a problem has, whatever its type: RFC 9457, section 3.1."""

    code: ClassVar[str | None] = None
    type: str
    status: int
    title: str | None = None
    detail: str | None = None
    instance: str | None = None

    def is_retryable(self) -> bool:
        """Whether the same request may succeed later. How long to wait, the header
        `Retry-After` says."""
        return self.status in (408, 425, 429, 502, 503, 504)


@dataclasses.dataclass(frozen=True, kw_only=True)
class UnknownProblem(Problem):
    """A problem of a type that was not published when this file was made. Go by its status."""

    body: Mapping[str, Any]
