"""The preview: a real server, real files, real saves."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest

from plandoc.cli import main
from plandoc.serving.pages import allowing, live
from plandoc.serving.preview import Preview
from plandoc.serving.server import serving
from plandoc.serving.watching import changes
from tests.browser import Tab, chromium

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests/golden/small/plan"
T = TypeVar("T")
PATIENCE_S = 15.0  # a machine that is busy; what is measured has a bound of its own

# As from a terminal: a shell that starts the tests in the background lets them ignore Ctrl+C.
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from plandoc.cli import main
sys.exit(main(["serve", *sys.argv[1:]]))
"""


class Running:
    """`build.py serve` in a folder of one's own; `log` is its terminal."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder, self.process = folder, process
        self.streams: list[Stream] = []
        self.address = self.says(r"xem trước: (\S+)")[1]
        self.port = urlsplit(self.address).port or 0

    @property
    def log(self) -> str:
        return (self.folder / "terminal").read_text("utf-8")

    def says(self, pattern: str, times: int = 1) -> re.Match[str]:
        """The `times`-th match of a pattern on its terminal, waited for."""

        def found() -> re.Match[str] | None:
            return (list(re.finditer(pattern, self.log)) + [None] * times)[times - 1]

        assert self.process.poll() is None, self.log
        return until(found, lambda: self.log)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def stream(self) -> "Stream":
        """A tab's events; closed at the end."""
        self.streams.append(Stream(self.port))
        return self.streams[-1]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_S)


def until(look: Callable[[], T | None], otherwise: Callable[[], object] = lambda: "") -> T:
    deadline = time.monotonic() + PATIENCE_S
    while not (found := look()):
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.01)
    return found


class Stream:
    """The events of a server, one after another."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        self.connection.request("GET", "/_plandoc/events")
        self.response = self.connection.getresponse()
        assert self.response.getheader("Content-Type") == "text/event-stream; charset=utf-8"

    def next(self) -> dict[str, str]:
        while line := self.response.readline():
            if line.startswith(b"data: "):
                news: dict[str, str] = json.loads(line[6:])
                return news
        raise EOFError

    def close(self) -> None:
        self.response.close()
        self.connection.close()

    def ends(self) -> bool:
        return all(not line.startswith(b"data") for line in iter(self.response.readline, b""))


@contextmanager
def run(folder: Path, plan: Path, *flags: str, **variables: str) -> Iterator[Running]:
    if not (folder / "plan").exists():
        shutil.copytree(plan, folder / "plan")
        shutil.copytree(ROOT / "templates", folder / "templates")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **variables}
    with (folder / "terminal").open("wb") as terminal:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "--port", "0", *flags],
            cwd=folder, env=environment, stdout=terminal, stderr=terminal,
        )  # fmt: skip
        streams: list[Stream] = []
        try:
            running = Running(folder, process)
            streams = running.streams
            yield running
        finally:
            process.kill()
            process.wait()
            for stream in streams:
                stream.close()


def get(
    port: int, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    connection.request(method, path, headers=headers)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, content


# -- the whole way


def bound_s() -> float:
    """A second, and more only while the machine has more to do than it has processors."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_a_save_reaches_the_browser_within_a_second(tmp_path: Path) -> None:
    with run(tmp_path, ROOT / "plan") as running:
        running.says("đã dựng trong .* giây .13 cảnh báo, 1 ghi chú: xem bằng")
        tabs = [running.stream(), running.stream()]
        first = [tab.next() for tab in tabs]
        assert first[0] == first[1]
        assert first[0]["problem"] == ""
        took: list[float] = []
        turns = [("Khai thác ", "Khai thác tốt "), ("Khai thác tốt ", "Khai thác ")]
        while len(took) < 2 or (min(took) >= bound_s() and len(took) < 8):
            old, new = turns[len(took) % 2]
            saved = time.perf_counter()
            running.edit("plan/sections/1-purposes.yaml", old, new)
            events = [tab.next() for tab in tabs]
            page = get(running.port, "/ke-hoach.html")[1].decode()
            took.append(time.perf_counter() - saved)
            assert events[0] == events[1]
            assert f'data-version="{events[0]["version"]}"' in page
            assert ("Khai thác tốt " in page) == (new == "Khai thác tốt ")
            assert (events[0] == first[0]) == (len(took) % 2 == 0)  # same plan, same version
        assert min(took) < bound_s(), took
        assert running.stop() == 0
        seen = "(13 cảnh báo, 1 ghi chú: xem bằng python build.py check)"
        assert running.log.endswith(f"giây {seen}\nđã dừng\n")
        assert all(tab.ends() for tab in tabs)


def test_an_error_is_told_and_the_last_good_site_stays(tmp_path: Path) -> None:
    with run(tmp_path, SMALL) as running:
        stream = running.stream()
        good = stream.next()
        if not good["version"]:
            good = stream.next()
        page = get(running.port, "/ke-hoach.html")[1]
        running.edit("plan/plan.yaml", "\nkind: ", "\nkund: ")
        bad = stream.next()
        assert bad["version"] == good["version"]
        assert "lỗi[P010]: " in bad["problem"]
        assert re.search(r"--> plan/plan\.yaml:\d+:1\n", bad["problem"])
        assert "kund: " in bad["problem"]
        assert "^^^^" in bad["problem"]
        running.says(re.escape(bad["problem"]))  # the very same on the terminal
        assert get(running.port, "/ke-hoach.html")[1] == page
        assert running.stream().next() == bad  # a tab opened meanwhile
        running.edit("plan/plan.yaml", "\nkund: ", "\nkind: Một ")
        mended = stream.next()
        assert mended["problem"] == ""
        assert mended["version"] != good["version"]


def test_a_faulty_template_and_a_filled_in_form_are_told_too(tmp_path: Path) -> None:
    with run(tmp_path, SMALL) as running:
        running.says("đã dựng trong")
        stream = running.stream()
        good = stream.next()
        running.edit("templates/site/base.html.j2", "<body", "{{ nothing }}<body")
        assert "lỗi[P902]: " in stream.next()["problem"]
        running.edit("templates/site/base.html.j2", "{{ nothing }}<body", "<body")
        assert stream.next() == good
        form = next((tmp_path / "output/don-vi").glob("*.docx"))
        form.write_bytes(b"filled in")
        running.edit("plan/plan.yaml", "\nkind: ", "\nkind: Một ")
        told = stream.next()
        assert told["version"] == good["version"]
        changed = "lỗi: tệp đã bị sửa sau khi plandoc ghi ra: output/don-vi"
        assert told["problem"].startswith(changed)
        assert form.read_bytes() == b"filled in"


def test_pages_on_the_disk_are_as_build_makes_them(tmp_path: Path) -> None:
    with run(tmp_path, SMALL, "--output", "served") as running:
        running.says("đã dựng trong")
        response, sent = get(running.port, "/")
        assert response.getheader("Cache-Control") == "no-store"
        site = tmp_path / "served/site"
        stored = (site / "index.html").read_text("utf-8")
        policy = re.compile(r'Security-Policy" content="(.*?)"')
        assert "_plandoc" in sent.decode()
        assert "_plandoc" not in stored
        asked = policy.search(stored)
        allowed = policy.search(sent.decode())
        assert asked
        assert allowed
        assert allowed[1] == allowing(asked[1])
        style = get(running.port, "/site.css")
        assert style[0].getheader("Content-Type") == "text/css; charset=utf-8"
        assert style[1] == (site / "site.css").read_bytes()
        assert running.stop() == 0
    arguments = ["--plan", "plan", "--templates", "templates", "--output", "built"]
    subprocess.run(
        [sys.executable, "-c", PROGRAM.replace('"serve"', '"build"'), *arguments],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True, capture_output=True,
    )  # fmt: skip
    for path in (tmp_path / "built").rglob("*"):
        if path.is_file():
            assert (tmp_path / "served" / path.relative_to(tmp_path / "built")).read_bytes() == (
                path.read_bytes()
            )


def test_a_plan_that_never_was_good(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "plan")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    plan = tmp_path / "plan/plan.yaml"
    text = plan.read_text("utf-8")
    plan.write_text("a: [", "utf-8")
    opened = tmp_path / "opened"
    browser = f"{sys.executable} -c \"open(r'{opened}', 'w').write('%s')\""
    with run(tmp_path, SMALL, "--open", BROWSER=browser) as running:
        running.says("lỗi.P003.")
        response, page = get(running.port, "/ke-hoach.html")
        assert response.status == 503
        assert 'data-version=""' in page.decode()
        stream = running.stream()
        assert "P003" in stream.next()["problem"]
        plan.write_text(text, "utf-8")
        assert stream.next()["version"]
        assert get(running.port, "/ke-hoach.html")[0].status == 200
        assert until(lambda: opened.exists() and opened.read_text()) == running.address
        # The next preview starts from what this one left, even when the plan is broken again.
        plan.write_text("a: [", "utf-8")
        stream.next()
        assert running.stop() == 0
    with run(tmp_path, SMALL) as running:
        running.says("lỗi.P003.")
        assert get(running.port, "/ke-hoach.html")[0].status == 200


def test_a_busy_port_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    told = capsys.readouterr().err
    assert told.startswith(f"lỗi: cổng {port} đang có chương trình khác dùng\n  = gợi ý: ")
    assert main(["serve", "--port", "70000"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("lỗi: tùy chọn --port không dùng được: “70000” không phải số từ 0 đến")
    assert list(tmp_path.iterdir()) == []


# -- what the server answers

SITE = {
    "index.html": "<!doctype html><title>Chào</title><body><p>Xin chào</body>".encode(),
    "don-vi/index.html": b"<p>x",
    "du-lieu.js": b"1",
    "tai-ve/ke-hoach.docx": b"PK",
}


@pytest.fixture(scope="module")
def preview() -> Preview:
    return Preview(SITE)


@pytest.fixture(scope="module")
def port(preview: Preview) -> Iterator[int]:
    with serving(preview, 0) as address:
        yield urlsplit(address).port or 0


@pytest.mark.parametrize(
    "path",
    [
        *("/../secret", "/..%2fsecret", "/%2e%2e/secret", "/don-vi/../../secret", "/..\\secret"),
        *("//etc/passwd", "/%2Fetc/passwd", "/C:/secret", "/index.html%00", "/%ff", "/nowhere"),
        *("http://127.0.0.1/etc/passwd", "/don-vi//", "/./index.html", "/INDEX.html", "/_plandoc/"),
    ],
)
def test_only_files_of_the_site_have_an_address(port: int, path: str) -> None:
    response, page = get(port, path)
    assert response.status == 404
    assert "Không có trang này" in page.decode()


def test_addresses(port: int) -> None:
    assert get(port, "/?q=1")[0].status == 200
    assert get(port, "/index.html")[1] == get(port, "/")[1]
    assert "Xin chào" in get(port, "/")[1].decode()
    folder = get(port, "/don-vi")[0]
    assert (folder.status, folder.getheader("Location")) == (302, "/don-vi/")
    assert get(port, "/don-vi/")[0].status == 200
    script = get(port, "/du-lieu.js")
    assert script[0].getheader("Content-Type") == "text/javascript; charset=utf-8"
    assert script[0].getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert script[1] == b"1"
    client = get(port, "/_plandoc/client.js")
    assert client[0].getheader("Content-Type") == "text/javascript; charset=utf-8"
    assert b"EventSource" in client[1]
    page = get(port, "/")
    head = get(port, "/", "HEAD")
    assert head[1] == b""
    assert head[0].getheader("Content-Length") == str(len(page[1]))
    assert get(port, "/_plandoc/events", "HEAD")[0].status == 200


def test_the_site_s_own_page_for_what_is_not_there(preview: Preview, port: int) -> None:
    preview.succeed({**SITE, "404.html": b"<h1>Own</h1>"})
    response, page = get(port, "/nowhere")
    assert response.status == 404
    assert page.startswith(b'<h1>Own</h1><script src="/_plandoc/client.js"')
    preview.succeed(SITE)


def test_a_foreign_name_is_refused(port: int) -> None:
    for host in ("127.0.0.1", f"127.0.0.1:{port}", f"localhost:{port}", "LOCALHOST"):
        assert get(port, "/", Host=host)[0].status == 200
    foreign = ("evil.example", f"evil.example:{port}", "localhost.evil.example", "", "0.0.0.0")
    for host in (*foreign, "127.0.0.1.evil.example", "[::1]", "evil.example:127.0.0.1"):
        for path in ("/", "/_plandoc/events", "/tai-ve/ke-hoach.docx"):
            response, content = get(port, path, Host=host)
            assert response.status == 403, host
            assert content == "địa chỉ không được phép\n".encode()


def test_only_reading(port: int) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"):
        response, _ = get(port, "/", method)
        assert response.status == 405
        assert response.getheader("Allow") == "GET, HEAD"


def test_it_listens_to_this_machine_only(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), PATIENCE_S).close()
    with pytest.raises((ConnectionRefusedError, TimeoutError)):  # as at any address but that one
        socket.create_connection(("127.0.0.2", port), 2).close()


def test_the_end_comes_at_once_with_browsers_waiting(capfd: pytest.CaptureFixture[str]) -> None:
    preview = Preview(SITE)
    threads = set(threading.enumerate())
    with serving(preview, 0) as address:
        port = urlsplit(address).port or 0
        streams = [Stream(port) for _ in range(10)]
        idle = socket.create_connection(("127.0.0.1", port))  # a browser opens some in advance
        half = socket.create_connection(("127.0.0.1", port))
        half.sendall(b"GET / HT")
        gone = Stream(port)
        gone.close()
        assert {stream.next()["version"] for stream in streams} == {preview.shown.version}
        started = time.perf_counter()
    assert time.perf_counter() - started < 2
    assert set(threading.enumerate()) <= threads
    assert all(stream.ends() for stream in streams)
    idle.close()
    half.close()
    for stream in streams:
        stream.close()
    assert capfd.readouterr().err == ""


# -- what pages get


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'",
            "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
            "script-src 'self'; connect-src 'self'",
        ),
        ("default-src 'self'", "default-src 'self'; script-src 'self'; connect-src 'self'"),
        (
            "default-src data:;script-src 'sha256-x' ; connect-src 'none'; Script-Src x",
            "default-src data:; script-src 'sha256-x' 'self'; connect-src 'self'",
        ),
        ("script-src-elem 'none'; script-src 'self'", "script-src-elem 'self'; script-src 'self'"),
        ("base-uri 'none'", "base-uri 'none'"),
        ("", ""),
    ],
)
def test_a_policy_is_opened_no_further_than_needed(asked: str, allowed: str) -> None:
    assert allowing(asked) == allowed


def test_a_page_gets_the_script_at_its_end() -> None:
    script = '<script src="/_plandoc/client.js" data-version="v"></script>\n'
    assert live(b"<body>a</body></html>", "v").decode() == f"<body>a{script}</body></html>"
    assert live("không đóng".encode(), "v").decode() == f"không đóng{script}"
    meta = '<meta content = "default-src &#39;none&#39;" http-equiv=Content-Security-Policy>'
    assert live(meta.encode(), "v").decode() == (
        "<meta content = \"default-src 'none'; script-src 'self'; connect-src 'self'\" "
        f"http-equiv=Content-Security-Policy>{script}"
    )


def test_what_counts_as_a_change(tmp_path: Path) -> None:
    (tmp_path / "sections").mkdir()
    file = tmp_path / "sections/a.yaml"
    file.write_text("a")
    seen = changes([tmp_path, tmp_path / "nowhere"])
    next(seen)
    for quiet in (".#a.yaml", "a.yaml~", "sections/.a.swp"):
        (tmp_path / quiet).write_text("x")
    found = threading.Event()

    def watch() -> None:
        next(seen)
        found.set()

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert not found.wait(0.5)
    (tmp_path / "new").write_text("b")
    os.replace(tmp_path / "new", file)  # as many editors save
    assert found.wait(PATIENCE_S)
    watcher.join()


# -- in a browser


def test_a_browser_reloads_and_shows_what_is_wrong(
    tmp_path: Path, program: Callable[[str], str]
) -> None:
    with run(tmp_path, SMALL) as running, chromium(program("chromium")) as tab:
        running.says("đã dựng trong")
        tab.send("Page.navigate", url=running.address + "ke-hoach.html")
        until(lambda: tab.run("document.readyState === 'complete' && document.title !== ''"))
        tab.run("window.before = true")
        overlay = "document.querySelector('plandoc-overlay')"

        running.edit("plan/plan.yaml", "\nkind: ", "\nkind: [<b>] #")
        until(lambda: tab.run(f"!!{overlay}"))
        assert "P011" in problem(tab)
        assert "kind: [<b>]" in problem(tab)  # as text
        assert tab.run(f"getComputedStyle({overlay}).position") == "fixed"
        assert tab.run("window.before") is True  # the page under it is the last good one

        running.edit("plan/plan.yaml", "\nkind: [<b>] #", "\nkind: ")
        until(lambda: tab.run(f"!{overlay}"))
        assert tab.run("window.before") is True  # nothing new: no reload

        running.edit("plan/plan.yaml", "\nkind: ", "\nkind: Một ")
        until(lambda: tab.run("window.before !== true && document.readyState === 'complete'"))
        assert "Một" in tab.run("document.title + document.body.textContent")
        tab.run("window.before = true")
        time.sleep(0.3)
        assert tab.run("window.before") is True  # once

        look(tab, "hidden")  # another tab is looked at: this one lets go of its connection
        running.edit("plan/plan.yaml", "\nkind: Một ", "\nkind: Hai ")
        running.says("đã dựng trong", times=4)
        time.sleep(0.3)
        assert tab.run("window.before") is True
        look(tab, "visible")
        until(lambda: tab.run("window.before !== true && document.readyState === 'complete'"))
        assert "Hai" in tab.run("document.title + document.body.textContent")
        assert tab.errors == []
        assert all(address.startswith(running.address) for address in tab.requests)


def look(tab: Tab, state: str) -> None:
    """Look at the tab (``visible``) or at another (``hidden``)."""
    seen = f"{{get: () => '{state}', configurable: true}}"
    tab.run(f"Object.defineProperty(document, 'visibilityState', {seen})")
    tab.run("document.dispatchEvent(new Event('visibilitychange'))")


def problem(tab: Tab) -> str:
    text = tab.run(
        "document.querySelector('plandoc-overlay').shadowRoot.querySelector('pre').textContent"
    )
    return str(text)
