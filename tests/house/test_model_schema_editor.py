"""The schema of models as an editor uses it: the YAML language server, where it is installed (npm, Node.js)."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.support.builders import ROOT

SERVER = shutil.which("yaml-language-server")
MODEL = """# yaml-language-server: $schema={schema}
elements:
  C:
    type: Contract
    contract_status: gepland
    statuss: x
    covers:
      a: onderhoud
"""
URI = "file:///model.yaml"


class _Editor:
    """What an editor says to a language server, and what it hears."""

    def __init__(self, server: subprocess.Popen[bytes]) -> None:
        self.server = server
        self.number = 0

    def tell(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.server.stdin.flush()

    def hear(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The first message that fits; what the server asks meanwhile is answered with nothing."""
        assert self.server.stdout is not None
        while True:
            length = 0
            while line := self.server.stdout.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            message: dict[str, Any] = json.loads(self.server.stdout.read(length))
            if "id" in message and "method" in message:
                self.tell(id=message["id"], result=None)
            if fits(message):
                return message

    def ask(self, method: str, line: int = 0, character: int = 0, **params: Any) -> Any:
        self.number += 1
        asked = params or {"textDocument": {"uri": URI}, "position": {"line": line, "character": character}}
        self.tell(id=self.number, method=method, params=asked)
        return self.hear(lambda message: message.get("id") == self.number and "method" not in message)["result"]


@contextmanager
def _editor() -> Iterator[_Editor]:
    assert SERVER is not None
    with subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        try:
            editor = _Editor(server)
            editor.ask("initialize", processId=None, rootUri=None, capabilities={"textDocument": {"completion": {}}})
            editor.tell(method="initialized", params={})
            yield editor
        finally:
            server.kill()


@pytest.mark.subprocess
@pytest.mark.skipif(SERVER is None, reason="npm install yaml-language-server, and put it on the path")
def test_an_editor_completes_explains_and_checks() -> None:
    text = MODEL.format(schema=ROOT / "docs" / "model.schema.json")
    with _editor() as editor:
        document = {"uri": URI, "languageId": "yaml", "version": 1, "text": text}
        editor.tell(method="textDocument/didOpen", params={"textDocument": document})
        told = editor.hear(lambda message: message.get("method") == "textDocument/publishDiagnostics")["params"]
        assert [(d["range"]["start"]["line"], d["message"]) for d in told["diagnostics"]] == [
            (5, "Property statuss is not allowed.")
        ]
        words = {item["label"] for item in editor.ask("textDocument/completion", 4, 21)["items"]}
        assert words >= {"planned", "gepland", "running", "lopend"}
        fields = {item["label"] for item in editor.ask("textDocument/completion", 5, 4)["items"]}
        assert fields >= {"price", "excludes", "composes", "suppliers"}
        assert "volume" not in fields
        card = editor.ask("textDocument/hover", 4, 6)["contents"]["value"]
        assert "Status van het contract / Contract status" in card
