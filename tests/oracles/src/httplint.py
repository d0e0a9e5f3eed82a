"""Sends the requests of its input to a server on loopback, and prints what httplint
notes of the responses. Both are JSON; a character stands for a byte."""

import json
import socket
import sys
from argparse import Namespace

from httplint.cli.http_parser import HttpCliParser, modes
from httplint.message import HttpRequestLinter
from httplint.note import levels


# Headers that this connection sets itself.
LEFT_OUT = ("host", "connection", "content-length", "transfer-encoding")


class Parser(HttpCliParser):
    """The parser of httplint's command line, which knows the request."""

    def __init__(self, request):
        super().__init__(Namespace(mode=modes.RESPONSE))
        self.request = request
        self.finals = 0
        self.notes = []

    def input_start(self, *arguments):
        allows_body, is_final = super().input_start(*arguments)
        self.linter.request = self.request
        if self.request.method == "HEAD":
            self.linter.is_head_response = True
            allows_body = False
        return allows_body, is_final

    def input_end(self, trailers):
        self.linter.finish_content(True, trailers)
        self.finals += 1
        for note in self.linter.notes:
            self.notes += [note, *note.subnotes]

    def input_error(self, err, close=True):
        raise ValueError(f"{err.desc} {err.detail}")


def sent(asked):
    """The bytes of the request, and those of its response."""
    lines = [f"{asked['method']} {asked['target']} HTTP/1.1", f"host: {asked['address']}"]
    headers = [(name, value) for name, value in asked["headers"] if name not in LEFT_OUT]
    headers += [("connection", "close")]
    body = asked["body"].encode("latin-1")
    if body:
        headers += [("content-length", str(len(body)))]
    if not any(name == "user-agent" for name, _ in headers):
        headers += [("user-agent", "test")]
    lines += [f"{name}: {value}" for name, value in headers]
    host, port = asked["address"].rsplit(":", 1)
    received = b""
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall("".join(f"{line}\r\n" for line in [*lines, ""]).encode("latin-1") + body)
        while part := connection.recv(65536):
            received += part
    return headers, received


def notes(asked):
    headers, received = sent(asked)
    request = HttpRequestLinter()
    request.process_request_topline(
        asked["method"].encode(), f"http://{asked['address']}{asked['target']}".encode(), b"1.1"
    )
    request.process_headers([(name.encode(), value.encode("latin-1")) for name, value in headers])
    request.finish_content(True)
    parser = Parser(request)
    try:
        parser.handle_input(received)
    except ValueError as error:
        yield {"at": asked["at"], "name": "unreadable", "text": str(error)}
        return
    if parser.finals != 1:
        yield {"at": asked["at"], "name": "responses", "text": f"{parser.finals} responses"}
    for note in parser.notes:
        if note.level in (levels.WARN, levels.BAD):
            name = type(note).__name__
            yield {"at": asked["at"], "name": name, "text": f"{note.subject}: {note.summary}"}


found = [note for asked in json.load(sys.stdin) for note in notes(asked)]
json.dump(found, sys.stdout)
