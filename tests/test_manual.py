"""Whoever follows the manual, line by line, gets what it says.

Each page is followed in a clone of its own: commands in its order, edits from its own text.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from plandoc.schemas.naming import kind_of, modeline
from tests.language_client import Client
from tests.manual import Command, Edit, Other, Shown, Step, prints, steps
from tests.test_docs import SHOWN

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PATIENCE_S = 60.0
MOST_BYTES_OF_A_PICTURE = 150_000

# What is typed but not run as it stands, and why.
INSTALLS = "it installs on the machine, and asks for its password or a window"
SET_UP = "the tests have an environment of their own; `make` proves this one"
WINDOWS = "it is for Windows"
NOT_RUN = {
    "sudo apt update": INSTALLS,
    "sudo apt install git make python3 python3-venv": INSTALLS,
    "sudo apt install libreoffice-writer fonts-liberation2": INSTALLS,
    "xcode-select --install": INSTALLS,
    "source .venv/bin/activate": SET_UP,
    '.venv/bin/python -m pip install "pygls>=2.0"': SET_UP,
    "py -m venv .venv": WINDOWS,
    ".venv\\Scripts\\python -m pip install --require-hashes -r requirements.txt": WINDOWS,
    ".venv\\Scripts\\python build.py": WINDOWS,
    ".venv\\Scripts\\activate": WINDOWS,
    "Set-ExecutionPolicy -Scope CurrentUser RemoteSigned": WINDOWS,
}
# The same in a sentence or a table.
NOT_RUN_IN_PASSING = {
    "python build.py new": "it is half a command: the sentence says to add a name",
    "python build.py --pdf": "31 documents take LibreOffice too long; on a small plan it is run",
    "python build.py check --strict": "this plan has its warnings; on the reader's own it is run",
}
# What stands for something else.
MEANT = {
    "make": "python build.py",  # its last line; the others set up the environment
    "git clone ĐỊA-CHỈ-KHO plandoc": "git clone kho.git plandoc",
    "A..B": "plan-2023-11..HEAD",
    "A...B": "main...sua-chi-tieu",
}
PAGES = ("huong-dan.md", "ban-hanh.md", "ra-soat.md", "the-thuc.md", "soan-thao.md")


def page(name: str) -> list[Step]:
    return list(steps((DOCS / name).read_text(encoding="utf-8")))


def excused(command: Command) -> bool:
    """Whether a command is not run at all."""
    return command.text in NOT_RUN or (not command.shell and command.text in NOT_RUN_IN_PASSING)


class Reader:
    """Somebody at a terminal in a folder, at whom the program is installed as `python`."""

    def __init__(self, folder: Path, home: Path, program: Callable[[str], str]) -> None:
        self.folder, self.program = folder, program
        self.printed = ""
        self.missing: list[str] = []
        (home / "bin").mkdir(parents=True)
        python = home / "bin/python"
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment = {
            **own,
            "PATH": f"{home / 'bin'}{os.pathsep}{own['PATH']}",
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_PAGER": "cat",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "1",
            "BROWSER": "true",
        }

    def types(self, line: str, code: int = 0) -> None:
        """Run a line in the shell; its code must be as said."""
        done = subprocess.run(
            ["bash", "-c", line], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE_S,
        )  # fmt: skip
        self.printed = done.stdout.decode("utf-8")
        assert done.returncode == code, f"$ {line}\n{self.printed}"

    def follows(self, command: Command) -> None:
        """Do what a line asks for, however it has to be done here."""
        line = command.text
        if excused(command):
            return
        for word, meaning in MEANT.items():
            line = re.sub(rf"(?:^|(?<= )){re.escape(word)}(?= |$)", meaning, line)
        if line.startswith("cd "):
            self.folder = self.folder / line.removeprefix("cd ")
            assert self.folder.is_dir()
        elif line.startswith("python build.py serve"):
            self._looks_at(f"{line} --port 0")
        elif line == "python build.py lsp":
            self._edits(line)
        elif "--pdf" in line and not self._has("soffice"):
            pass
        else:
            self.types(line, command.code)

    def _has(self, name: str) -> bool:
        """Whether a program is there; a machine without it goes on, and is told of at the end."""
        try:
            self.program(name)
        except pytest.skip.Exception as missing:
            self.missing.append(str(missing))
            return False
        return True

    def _looks_at(self, line: str) -> None:
        """The preview: started, looked at, stopped with Ctrl+C."""
        log = self.folder.parent / "log"
        with log.open("wb") as terminal:
            # As from a terminal: where Ctrl+C is ignored at the start, Python goes on ignoring it.
            process = subprocess.Popen(
                ["bash", "-c", f"exec {line}"], cwd=self.folder, env=self.environment,
                stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal,
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )  # fmt: skip
        try:
            deadline = time.monotonic() + PATIENCE_S
            while "đã dựng trong" not in (text := log.read_text("utf-8")) or text[-1] != "\n":
                assert process.poll() is None, text
                assert time.monotonic() < deadline, text
                time.sleep(0.02)
            address = re.findall(r"http://\S+", text)[0]
            with urlopen(address, timeout=PATIENCE_S) as answer:
                assert b"<title>" in answer.read()
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()
        self.printed = text.replace(address, "http://127.0.0.1:8000/")

    def _edits(self, line: str) -> None:
        """The language server: started as an editor does, asked who it is, stopped."""
        _, *words = line.split(" ")
        client = Client([sys.executable, *words], self.folder)
        try:
            assert client.initialize(self.folder)["capabilities"]["hoverProvider"]
            assert client.stop() == 0
        finally:
            client.kill()


def follow(reader: Reader, name: str) -> None:
    """A page from its beginning to its end."""
    printed = False
    for step in page(name):
        where = f"docs/{name}:{step.line}"
        match step:
            case Command():
                try:
                    reader.follows(step)
                except AssertionError as error:
                    raise AssertionError(f"{where}: {error}") from error
                printed = not excused(step)
            case Edit():
                step.apply(reader.folder)
            case Shown(text=text) if printed:
                assert prints(text, reader.printed), f"{where}:\n{text}\n--- but\n{reader.printed}"
                printed = False
            case Shown(text=text):
                proved = {parameter.values[0].group(0) for parameter in SHOWN}  # type: ignore[union-attr]
                assert text in proved, f"{where}: nothing proves this"
            case Other():
                pass
    if reader.missing:
        pytest.skip(reader.missing[0])


# -- The clones


def git(folder: Path, *words: str) -> str:
    about = ("-c", "user.name=Tests", "-c", "user.email=tests@example.org")
    done = subprocess.run(("git", *about, *words), cwd=folder, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, program: Callable[[str], str]) -> Path:
    """A folder with ``kho.git``: this repository with the files as they are now, on main."""
    program("git")
    folder = tmp_path_factory.mktemp("kho")
    snapshot = folder / "snapshot"
    git(folder, "clone", "--quiet", "--no-hardlinks", str(ROOT), str(snapshot))
    git(snapshot, "checkout", "--quiet", "-B", "main")
    for path in snapshot.iterdir():
        if path.name != ".git":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for name in git(ROOT, "ls-files", "-z", "-co", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (snapshot / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, snapshot / name)
    git(snapshot, "add", "--all")
    git(snapshot, "commit", "--quiet", "--allow-empty", "--message", "Như đang làm")
    git(folder, "clone", "--quiet", "--bare", str(snapshot), "kho.git")
    return folder


@pytest.fixture
def reader(store: Path, tmp_path: Path, program: Callable[[str], str]) -> Reader:
    """Beside a store of one's own."""
    shutil.copytree(store / "kho.git", tmp_path / "kho.git")
    return Reader(tmp_path, tmp_path / "home", program)


def at_work(reader: Reader) -> None:
    """A clone, and git knows who one is."""
    reader.types("git clone --quiet kho.git lam")
    reader.types("git config --global user.name An && git config --global user.email an@example.vn")
    reader.folder = reader.folder / "lam"


def with_a_plan_of_its_own(reader: Reader, plan: Path | None = None) -> None:
    """A repository without a past: its plan is another, or one begun just now."""
    at_work(reader)
    shutil.rmtree(reader.folder / "plan")
    if plan:
        shutil.copytree(plan, reader.folder / "plan")
    else:
        reader.types('python build.py new plan --office "Sở Y tế tỉnh Bắc Ninh"')
        change(reader.folder / "plan/plan.yaml", "# symbol: KH-ABC", "symbol: KH-SYT")
    shutil.rmtree(reader.folder / ".git")
    reader.types("git init --quiet --initial-branch=main && git init --quiet --bare ../kho2.git")
    reader.types(
        'git remote add origin ../kho2.git && git add . && git commit --quiet -m "Dự thảo"'
    )
    reader.types("git push --quiet --set-upstream origin main")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# -- The pages


def test_the_manual(reader: Reader) -> None:
    follow(reader, "huong-dan.md")


def test_issuing(reader: Reader) -> None:
    with_a_plan_of_its_own(reader)
    follow(reader, "ban-hanh.md")
    reader.folder = reader.folder.parent / "kho2.git"
    reader.types("git tag --list")
    assert reader.printed == "plan-01-KH-SYT\n"


def test_reviewing(reader: Reader) -> None:
    at_work(reader)
    reader.types("git tag plan-2023-11 && cp -r plan ke-hoach-cu && cp -r plan ke-hoach-moi")
    reader.types("git switch --quiet --create sua-chi-tieu")
    growth = ("2026-2030: trên 8,5%/năm", "2026-2030: trên 9%/năm")
    change(reader.folder / "plan/indicators.yaml", *growth)
    change(reader.folder / "ke-hoach-moi/indicators.yaml", *growth)
    group = reader.folder / "ke-hoach-moi/sections/3-tasks/1-the-che.yaml"
    change(group, "partners: [so-khcn,", "partners: [so-khcn, so-tc,")
    change(
        group,
        "với Sở Khoa học và Công nghệ và các Sở",
        "với Sở Khoa học và Công nghệ, Sở Tài chính và các Sở",
    )
    reader.types('git commit --quiet --all --message "Nâng chỉ tiêu" && git switch --quiet main')
    reader.types("git merge --quiet sua-chi-tieu")
    follow(reader, "ra-soat.md")


def test_the_form(reader: Reader) -> None:
    with_a_plan_of_its_own(reader, ROOT / "tests/golden/small/plan")
    reader.types("python build.py && mv output/ke-hoach.docx VAN-BAN.docx")
    follow(reader, "the-thuc.md")


def test_editors(reader: Reader) -> None:
    at_work(reader)
    follow(reader, "soan-thao.md")
    others = [step for step in page("soan-thao.md") if isinstance(step, Other)]
    assert [step.language for step in others] == ["yaml", "lua", "toml", "lisp"]
    group = "sections/3-tasks/1-the-che.yaml"
    assert kind_of(group) == "group"
    assert others[0].text == f"{modeline(group)}\n"


def test_what_is_not_run_is_in_the_pages() -> None:
    commands = [step for name in PAGES for step in page(name) if isinstance(step, Command)]
    assert {step.text for step in commands if step.shell} >= set(NOT_RUN)
    assert {step.text for step in commands if not step.shell} >= set(NOT_RUN_IN_PASSING)
    for_windows = {line for line, reason in NOT_RUN.items() if reason == WINDOWS}
    assert {step.text for step in commands if step.shell == "powershell"} == for_windows


@pytest.mark.parametrize("name", ["README.md", *(f"docs/{page}" for page in PAGES)])
def test_links_and_pictures_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for picture, words, target in re.findall(r"(!?)\[([^\]]+)\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        assert file.is_file(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target
        if picture:
            assert file.stat().st_size < MOST_BYTES_OF_A_PICTURE, target
            assert len(words) > 20, target


def anchors(text: str) -> set[str]:
    """The addresses that GitHub gives to the headings of a page."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_a_lie_is_not_printed() -> None:
    assert prints("a\n…\nb … d\n", "a\nx\ny\nb c d\n")
    assert prints("a\n…\n", "a\n")
    assert not prints("a\nb\n", "a\nx\nb\n")
    assert not prints("a …\n", "a b\nc\n")


def test_a_block_that_nobody_follows_is_refused() -> None:
    with pytest.raises(ValueError, match="line 2: what is a block of “bash”"):
        list(steps("a\n```bash\nls\n```\n"))
