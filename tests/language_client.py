"""An editor's side of the language server protocol, by hand: it shares no code with a server."""

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

PATIENCE_S = 60.0


class Client:
    """A server as a child process; speaks to it over stdin and stdout."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )  # fmt: skip
        assert self.process.stdin
        assert self.process.stdout
        assert self.process.stderr
        self.to_server: BinaryIO = self.process.stdin  # type: ignore[assignment]
        self.inbox: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self.asked = 0
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.answers: dict[int, dict[str, Any]] = {}
        self.said: list[dict[str, Any]] = []  # whatever else the server tells
        self.errors: list[bytes] = []
        for work in (self._listen, self._hear_errors):
            threading.Thread(target=work, daemon=True).start()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while True:
            length = 0
            while header := stream.readline().strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self.inbox.put(None)
                return
            self.inbox.put(json.loads(stream.read(length)))

    def _hear_errors(self) -> None:
        assert self.process.stderr
        self.errors.extend(self.process.stderr)

    def notify(self, method: str, parameters: Any) -> None:
        self.send({"method": method, "params": parameters})

    def send(self, message: dict[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.to_server.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self.to_server.flush()

    def ask(self, method: str, parameters: Any) -> Any:
        """The result of a request; an error answer fails."""
        self.asked += 1
        number = self.asked
        self.send({"id": number, "method": method, "params": parameters})
        self.until(lambda: number in self.answers)
        answer = self.answers[number]
        assert "error" not in answer, answer
        return answer.get("result")

    def until(self, done: Callable[[], bool], patience: float = PATIENCE_S) -> None:
        """Take what the server says until something is so."""
        deadline = time.monotonic() + patience
        while not done():
            left = deadline - time.monotonic()
            assert left > 0, ("the server did not answer", self.diagnostics, self.errors)
            try:
                message = self.inbox.get(timeout=left)
            except queue.Empty:
                continue
            assert message is not None, ("the server has gone", self.errors)
            self._take(message)

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message and "method" in message:  # the server asks: give it nothing
            empty = [{}] * len(message["params"].get("items", ())) if message["params"] else None
            self.send({"id": message["id"], "result": empty})
        elif "id" in message:
            self.answers[message["id"]] = message
        elif message["method"] == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        else:
            self.said.append(message)

    def initialize(self, folder: Path, **capabilities: Any) -> dict[str, Any]:
        parameters = {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities}
        result: dict[str, Any] = self.ask("initialize", parameters)
        self.notify("initialized", {})
        return result

    def open(self, path: Path, text: str | None = None) -> None:
        text = path.read_text(encoding="utf-8") if text is None else text
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def change(self, path: Path, text: str, version: int = 2) -> None:
        document = {"uri": path.as_uri(), "version": version}
        changes = [{"text": text}]
        parameters = {"textDocument": document, "contentChanges": changes}
        self.notify("textDocument/didChange", parameters)

    def at(self, kind: str, path: Path, line: int, character: int) -> Any:
        """A request about a place: ``hover``, ``completion``, ``definition``; counted from 0."""
        place = {"line": line, "character": character}
        document = {"uri": path.as_uri()}
        return self.ask(f"textDocument/{kind}", {"textDocument": document, "position": place})

    def stop(self) -> int:
        """Shut the server down in order; its exit code."""
        self.ask("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(timeout=PATIENCE_S)

    def kill(self) -> None:
        """Whatever state it is in."""
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
