"""The HTTP server of the preview: this machine only, reading only.

Another website open in the same browser must not read a draft: the address has to be ours (a
foreign name that leads here is refused), and no foreign page may embed what we send.
"""

import errno
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from typing import Any
from urllib.parse import quote, unquote

import msgspec

from plandoc.diagnostics import PlandocError
from plandoc.refusals import reason
from plandoc.serving.client import CLIENT
from plandoc.serving.pages import CLIENT_PATH, EVENTS_PATH, live, media_type, plain_page
from plandoc.serving.preview import Preview, Shown

HOST = "127.0.0.1"
NAMES = (HOST, "localhost")
KEEP_ALIVE_S = 15.0  # how soon a browser that went away without a word is noticed
NO_SITE = "Chưa có trang web"
NO_PAGE = "Không có trang này"


@contextmanager
def serving(preview: Preview, port: int) -> Iterator[str]:
    """Serve the preview for the length of a ``with``; gives its address. Port 0 is any free one.

    At the end every connection is closed and every thread has ended. Raises PlandocError when the
    port cannot be had.
    """
    with _Server(preview, port) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1})
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}/"
        finally:
            preview.close()
            server.shutdown()
            server.hang_up()
            thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing the server waits for them
    allow_reuse_address = sys.platform != "win32"  # there, two servers would share the port

    def __init__(self, preview: Preview, port: int) -> None:
        self.preview = preview
        self._connections: set[Any] = set()
        try:
            super().__init__((HOST, port), _Handler)
        except OSError as error:
            raise _refused(port, error) from error

    def server_bind(self) -> None:
        TCPServer.server_bind(self)  # HTTPServer's own asks the network for this machine's name
        self.server_name, self.server_port = HOST, self.socket.getsockname()[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._connections.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Wake every thread that waits for a browser."""
        for connection in tuple(self._connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _refused(port: int, error: OSError) -> PlandocError:
    hint = f"chọn cổng khác: --port {port + 1 if port < 65535 else 8000}"
    if error.errno == errno.EADDRINUSE:
        return PlandocError(f"cổng {port} đang có chương trình khác dùng", hint)
    if error.errno in (errno.EACCES, errno.EPERM):
        return PlandocError(f"không có quyền mở cổng {port}", "chọn cổng khác: --port 8000")
    return PlandocError(f"không mở được cổng {port}: {reason(error)}", hint)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 30  # browsers open connections that they then do not use

    def parse_request(self) -> bool:
        """Read the request, and refuse one that is none of ours before anything looks at it."""
        if not super().parse_request():
            return False
        if self.headers.get("Host", "").partition(":")[0].lower() not in NAMES:
            self._answer(403, "text/plain; charset=utf-8", "địa chỉ không được phép\n".encode())
        elif self.command not in ("GET", "HEAD"):
            body = "chỉ xem được, không gửi được\n".encode()
            self._answer(405, "text/plain; charset=utf-8", body, {"Allow": "GET, HEAD"})
        else:
            return True
        self.close_connection = True
        return False

    def do_GET(self) -> None:
        path = unquote(self.path.partition("?")[0]).removeprefix("/")
        if path == EVENTS_PATH:
            self._events()
        elif path == CLIENT_PATH:
            self._answer(200, media_type(path), CLIENT.encode())
        else:
            self._file(path, self.server.preview.shown)

    do_HEAD = do_GET  # noqa: N815

    def _file(self, path: str, shown: Shown) -> None:
        name = f"{path}index.html" if path.endswith("/") or not path else path
        if name in shown.files:
            content, status = shown.files[name], 200
        elif f"{path}/index.html" in shown.files:
            self._answer(302, media_type(""), b"", {"Location": f"/{quote(path)}/"})
            return
        elif shown.files:
            page = plain_page(NO_PAGE, "Trang web của kế hoạch không có địa chỉ này.")
            content, status = shown.files.get("404.html", page), 404
            name = "404.html"
        else:
            page = plain_page(NO_SITE, "Trang này tự mở lại khi dựng xong.")
            name, content, status = "index.html", page, 503
        if name.endswith(".html"):
            content = live(content, shown.version)
        self._answer(status, media_type(name), content)

    def _events(self) -> None:
        """Server-Sent Events: what is shown, now and whenever it changes."""
        self._head(200, {"Content-Type": "text/event-stream; charset=utf-8"})
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        told: Shown | None = None
        while shown := self.server.preview.after(told, KEEP_ALIVE_S):
            self.wfile.write(b":\n\n" if shown is told else _event(shown))
            told = shown

    def _answer(
        self, status: int, kind: str, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        length = {"Content-Type": kind, "Content-Length": str(len(body))}
        self._head(status, length | (headers or {}))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        always = {
            "Cache-Control": "no-store",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
        }
        for name, value in (always | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def version_string(self) -> str:
        return "plandoc"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the terminal is for the plan's diagnostics."""


def _event(shown: Shown) -> bytes:
    news = msgspec.json.encode({"version": shown.version, "problem": shown.problem})
    return b"data: " + news + b"\n\n"
