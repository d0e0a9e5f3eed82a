# Reads problems: each is a status and a body. Prints what each one is.
import dataclasses
import json
import sys

import errors


def plain(problem):
    if problem is None:
        return None
    fields = {name: it for name, it in dataclasses.asdict(problem).items() if it is not None}
    return fields | ({"code": problem.code} if problem.code else {})


problems = [errors.parse_problem(status, body) for status, body in json.loads(sys.argv[1])]
problem = "application/problem+json"
read = [
    errors.read_problem(404, "Application/Problem+JSON; charset=utf-8", b'{"code":"slow"}'),
    errors.read_problem(404, "application/json", '{"code":"slow"}'),
    errors.read_problem(404, None, '{"code":"slow"}'),
    errors.read_problem(404, problem, "no json"),
    errors.read_problem(200, problem, "{}"),
]
print(
    json.dumps(
        {
            "results": [plain(it) for it in problems],
            "retryable": [it is not None and it.is_retryable() for it in problems],
            "read": [it.code if it else None for it in read],
        }
    )
)
