

def read_problem(status: int, content_type: str | None, body: bytes | str) -> Problem | None:
    """Returns the problem in a response. It is `None` if the response has another media type, or
    if its body is not a JSON object."""
    media_type = (content_type or "").split(";", 1)[0].strip().lower()
    if status < 300 or media_type != "application/problem+json":
        return None
    try:
        return parse_problem(status, json.loads(body))
    except ValueError:
        return None


def parse_problem(status: int, body: object) -> Problem | None:
    """Returns the problem in a parsed body, of a response with this status. It is `None` if the
    body is not a JSON object.

    The type URI decides which type it is, or the code if one of the two has no type URI. A
    member of the wrong type is ignored, as RFC 9457, section 3.1, requires. If the type always
    has this member, the problem is an `UnknownProblem`.
    """
    if not isinstance(body, dict):
        return None
    texts = {name: text for name, text in body.items() if isinstance(text, str)}
    uri, code = texts.get("type", "about:blank"), texts.get("code")
    found = [
        entry
        for entry in _ENTRIES
        if (entry.code == code if "about:blank" in (uri, entry.uri) else entry.uri == uri)
    ]
    found.sort(key=lambda entry: (entry.code != code, entry.uri != uri))
    entry = found[0] if found else None
    parts: dict[str, Any] = {"type": uri, "status": status}
    for name in ("title", "detail", "instance"):
        parts[name] = texts.get(name)
    own = _own_members(entry, body) if entry else None
    if entry is None or own is None:
        return UnknownProblem(body=body, **parts)
    if entry.uri != "about:blank":
        parts["type"] = entry.uri
    return entry.problem(**own, **parts)


_Check = Callable[[object], bool]


@dataclasses.dataclass(frozen=True)
class _Member:
    name: str
    field: str
    is_required: bool
    check: _Check


@dataclasses.dataclass(frozen=True)
class _Entry:
    problem: type[Any]
    code: str
    uri: str
    members: Sequence[_Member]
    more: str | None


def _own_members(entry: _Entry, body: dict[str, Any]) -> dict[str, Any] | None:
    own: dict[str, Any] = {}
    for member in entry.members:
        if member.name in body and member.check(body[member.name]):
            own[member.field] = body[member.name]
        elif member.is_required:
            return None
    if entry.more:
        known = {"type", "title", "status", "code", "detail", "instance"}
        known |= {member.name for member in entry.members}
        own[entry.more] = {name: value for name, value in body.items() if name not in known}
    return own


def _is_any(value: object) -> bool:
    return True


def _is_boolean(value: object) -> bool:
    return isinstance(value, bool)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_string(value: object) -> bool:
    return isinstance(value, str)


def _is_one_of(*texts: str) -> _Check:
    return lambda value: isinstance(value, str) and value in texts


def _is_array(items: _Check) -> _Check:
    return lambda value: isinstance(value, list) and all(map(items, value))


def _is_map(values: _Check) -> _Check:
    return lambda value: isinstance(value, dict) and all(map(values, value.values()))


def _is_object(*members: tuple[str, bool, _Check]) -> _Check:
    def is_member(value: dict[str, Any], name: str, is_required: bool, check: _Check) -> bool:
        return check(value[name]) if name in value else not is_required

    return lambda value: isinstance(value, dict) and all(is_member(value, *it) for it in members)


def _is_nullable(check: _Check) -> _Check:
    return lambda value: value is None or check(value)


_ENTRIES: Sequence[_Entry] = (
