"""Builds in processes, in a cluster, of several plans, and of what is changed."""

import errno
import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from select import select
from typing import Any

import pytest

from plandoc import __version__, products
from plandoc.builds import build
from plandoc.checked import checked
from plandoc.cli import main
from plandoc.cli.build import _Shown
from plandoc.diagnostics import PlandocError
from plandoc.documents.template_files import read_templates
from plandoc.documents.templates import TemplateFault
from plandoc.executors import Executor, Here, Processes, Run, dealt, suited
from plandoc.inputs import Inputs, Options, read_inputs
from plandoc.last_build import last_build
from plandoc.making import Job, make
from plandoc.output.publishing import Staged, staging

ROOT = Path(__file__).parent.parent
SMALL = ROOT / "tests/golden/small/plan"
TEMPLATES = read_templates(ROOT / "templates")

Made = tuple[dict[str, bytes], dict[str, str]]


def inputs(folder: Path = SMALL, **options: Any) -> Inputs:
    return read_inputs(folder, TEMPLATES, Options(**options))


def tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def two_processes(monkeypatch: pytest.MonkeyPatch) -> Processes:
    """Also where the machine has one processor."""
    monkeypatch.setattr("plandoc.executors._processors", lambda: 2)
    return Processes()


def all_made(given: Inputs, executor: Executor) -> Made:
    """All files, and the keys of the documents."""
    outcome = make(Job(given, None), checked(given, ()), executor)
    files: dict[str, bytes] = {}
    keys: dict[str, str] = {}
    for batch in outcome.batches or ():
        assert not batch.files.keys() & files.keys()
        files |= batch.files
        keys |= batch.keys
    return files, keys


def run(
    executor: Executor, function: Callable[[Any, Any], Any], work: Any, parts: Sequence[Any]
) -> list[Any]:
    with executor.sharing(work) as begin:
        return list(begin(function, parts))


# --- processes ---


@pytest.mark.parametrize("start", multiprocessing.get_all_start_methods())
def test_processes_make_the_same_bytes(
    two_processes: Processes, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However this system starts a process: only Linux can safely fork."""
    context = multiprocessing.get_context(start)
    monkeypatch.setattr("plandoc.executors._context", lambda: context)
    assert all_made(inputs(), two_processes) == all_made(inputs(), Here())


def test_every_item_is_dealt_once() -> None:
    executor = Here()
    assert dealt(range(5), executor) == [(0, 1, 2, 3, 4)]
    executor.count = 2
    parts = dealt(range(20), executor)
    assert len(parts) == 8
    assert sorted(item for part in parts for item in part) == list(range(20))
    assert dealt([], executor) == []


def test_a_faulty_template_is_told_from_another_process(
    two_processes: Processes, tmp_path: Path
) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(ROOT / "templates", folder)
    (folder / "action-plan.md.j2").write_text("\n{{ khong_co }}\n", encoding="utf-8")
    broken = read_inputs(SMALL, read_templates(folder), Options())
    for executor in (Here(), two_processes):
        with pytest.raises(TemplateFault) as caught:
            all_made(broken, executor)
        diagnostic = caught.value.diagnostic
        assert (diagnostic.code, diagnostic.span.line) == ("P902", 2)


@pytest.mark.parametrize(
    ("size", "forks", "processors", "kind"),
    [
        (30_000, True, 2, Here),
        (30_001, True, 2, Processes),
        (300_000, False, 2, Here),
        (300_001, False, 2, Processes),
        (10**9, True, 1, Here),
    ],
)
def test_processes_are_for_what_is_worth_their_start(
    size: int, forks: bool, processors: int, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plandoc.executors._can_fork", lambda: forks)
    monkeypatch.setattr("plandoc.executors._processors", lambda: processors)
    assert type(suited(size)) is kind


def test_there_are_no_more_processes_than_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few plans on a large machine, and the one part that is made beside this process."""
    monkeypatch.setattr("plandoc.executors._processors", lambda: 64)
    with Processes().sharing(2) as begin:
        assert list(begin(double, range(3))) == [0, 2, 4]
        assert len(multiprocessing.active_children()) == 3


def die(work: int, part: int) -> int:
    if part == work:
        os.kill(os.getpid(), signal.SIGKILL)
    return part


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_process_is_one_line(two_processes: Processes) -> None:
    assert run(two_processes, die, 9, range(3)) == [0, 1, 2]
    with pytest.raises(PlandocError, match="một tiến trình con bị dừng giữa chừng"):
        run(two_processes, die, 1, range(3))


def stay(pipe: int, part: int) -> None:
    os.write(pipe, b"x")
    time.sleep(60)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_the_processes_of_a_killed_build_end_too(two_processes: Processes) -> None:
    """What they hold open is closed; they would wait for work forever, with all their memory."""
    read, write = os.pipe()
    killed = os.fork()
    if not killed:
        try:
            run(two_processes, stay, write, range(2))
        finally:
            os._exit(1)
    os.close(write)
    assert os.read(read, 1) == os.read(read, 1) == b"x"
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, 0)
    assert select([read], [], [], 10)[0]
    assert os.read(read, 1) == b""
    os.close(read)


def test_an_error_of_a_part_keeps_its_words(two_processes: Processes) -> None:
    for error in (PlandocError("sai", "sửa"), KeyError("x")):
        with pytest.raises(type(error)) as caught:
            run(two_processes, refuse, error, [1])
        assert str(caught.value) == str(error)
        assert vars(caught.value).get("hint") == vars(error).get("hint")


def refuse(error: Exception, part: int) -> None:
    raise error


# --- what has not changed ---


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the small plan and the templates, and no git."""
    shutil.copytree(SMALL, tmp_path / "plan")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return tmp_path


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are written, by name."""
    names: list[str] = []
    write = products.docx

    def noted(tokens: Any, profile: Any, properties: Any) -> bytes:
        names.append(properties.title)
        return write(tokens, profile, properties)

    monkeypatch.setattr(products, "docx", noted)
    return names


def test_an_unchanged_plan_is_not_built_again(
    work: Path, made: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 0
    said = capsys.readouterr()
    first = tree(work / "output")
    assert made
    made.clear()
    assert main([]) == 0
    assert not made
    assert capsys.readouterr() == said
    assert tree(work / "output") == first


@pytest.mark.parametrize(
    "change",
    [
        ("plan/plan.yaml", "place: Bình Dương", "place: Thủ Dầu Một"),
        ("templates/plan.md.j2", "{.doc-kind}", "{.doc-kind}\n"),
        ("templates/site/site.css", "body", "body "),
    ],
    ids=["plan", "template", "style"],
)
def test_a_change_of_any_input_is_built(work: Path, change: tuple[str, str, str]) -> None:
    assert main([]) == 0
    name, old, new = change
    path = work / name
    text = path.read_text("utf-8")
    if old not in text:  # the small plan stands elsewhere
        old, new = "place: ", "place: Nơi "
    path.write_text(text.replace(old, new, 1), "utf-8")
    assert main([]) == 0
    after = tree(work / "output")
    shutil.rmtree(work / "output")
    assert main([]) == 0
    assert tree(work / "output") == after


def test_a_lost_file_is_made_again(work: Path) -> None:
    assert main([]) == 0
    first = tree(work / "output")
    (work / "output/ke-hoach.docx").unlink()
    assert main([]) == 0
    assert tree(work / "output") == first


def test_what_somebody_changed_is_told_though_nothing_else_is_new(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 0
    (work / "output/ke-hoach.docx").write_bytes(b"filled in")
    assert main([]) == 2
    assert "đã bị sửa" in capsys.readouterr().err


def test_only_the_documents_that_a_change_reaches_are_written(work: Path, made: list[str]) -> None:
    assert main([]) == 0
    everything = set(made)
    made.clear()
    agencies = work / "plan/agencies.yaml"
    text = agencies.read_text("utf-8")
    assert "title: BÍ THƯ}" in text
    agencies.write_text(text.replace("title: BÍ THƯ}", "title: PHÓ BÍ THƯ}"), "utf-8")
    assert main([]) == 0
    assert len(made) == 1 < len(everything)
    after = tree(work / "output")
    shutil.rmtree(work / "output")
    assert main([]) == 0
    assert tree(work / "output") == after


def test_another_program_writes_all_documents_anew(
    work: Path, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of a writer that was mended would else stay in every output there is."""
    assert main([]) == 0
    everything = list(made)
    made.clear()
    monkeypatch.setattr("plandoc.cache.program", lambda: "another")
    assert main([]) == 0
    assert made == everything


def test_what_another_build_published_meanwhile_is_not_taken_for_ours(work: Path) -> None:
    """Reading a large plan takes seconds, and only writing holds the lock."""
    assert main([]) == 0
    first, last = tree(work / "output"), last_build(work / "output")
    given = read_inputs(Path("plan"), read_templates(Path("templates")), Options())
    profile = work / "templates/style.yaml"
    own = profile.read_text("utf-8")
    profile.write_text(own.replace("top: {value: 20,", "top: {value: 21,"), "utf-8")
    assert main([]) == 0
    assert tree(work / "output").keys() == first.keys()
    assert tree(work / "output")["ke-hoach.docx"] != first["ke-hoach.docx"]
    build(given, work / "output", last)
    assert tree(work / "output") == first


def test_the_state_of_a_build_is_no_fault(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANDOC_CACHE", str(tmp_path / "cache"))
    assert main([]) == 0
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(b"{")
    assert main([]) == 0
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("PLANDOC_CACHE", str(tmp_path / "file" / "inside"))
    assert main([]) == 0


class Watched(Here):
    """An executor that tells how often what it shared was given back."""

    ended = 0

    @contextmanager
    def sharing(self, work: Any) -> Iterator[Run]:
        with super().sharing(work) as begin:
            try:
                yield begin
            finally:
                self.ended += 1


def test_nothing_more_is_made_once_a_file_cannot_be_written(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cluster that is already left could not even be told."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    given = read_inputs(Path("plan"), read_templates(Path("templates")), Options())
    executor = Watched()
    monkeypatch.setattr(Staged, "write", full)
    with pytest.raises(OSError, match="no space") as caught:
        build(given, work / "output", None, executor)
    assert executor.ended == 2  # reading, and making, though the error still holds all of it
    del caught


# --- a portfolio ---


@pytest.fixture
def portfolio(work: Path) -> Path:
    for name in ("mot", "hai", "ba"):
        shutil.copytree(work / "plan", work / "plans" / name)
    return work


def test_a_pattern_of_one_plan_builds_where_a_second_would_not_move_it(
    portfolio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (portfolio / "plans/mot/sections/le.yaml").write_text("id: le\n", "utf-8")  # a warning
    assert main(["--plan", "plans/m*", "--output", "ra"]) == 0
    said = capsys.readouterr()
    assert "ra/mot/ke-hoach.docx\n" in said.out
    assert "xem bằng python build.py check --plan plans/mot" in said.err


def test_every_plan_has_its_own_output(portfolio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--plan", "plans/*", "--output", "ra"]) == 0
    said = capsys.readouterr().out
    for name in ("mot", "hai", "ba"):
        assert f"ra/{name}/ke-hoach.docx\n" in said
        assert (portfolio / "ra" / name / "site/index.html").is_file()


def test_a_broken_plan_does_not_stop_the_others(
    portfolio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (portfolio / "plans/hai/plan.yaml").write_text("kind: [\n", "utf-8")
    assert main(["--plan", "plans/*", "--output", "ra"]) == 1
    assert "plans/hai/plan.yaml" in capsys.readouterr().err
    assert sorted(path.name for path in (portfolio / "ra").glob("[!.]*")) == ["ba", "mot"]


def test_a_plan_that_the_agency_is_no_part_of_is_named(
    portfolio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--plan", "plans/*", "--output", "ra", "--agency", "so-ctt"]) == 2
    assert "plans/ba: cơ quan so-ctt không có trong danh mục" in capsys.readouterr().err


def test_a_pattern_without_plans_is_told(
    portfolio: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--plan", "nowhere/*"]) == 2
    assert "không có kế hoạch nào ở nowhere/*" in capsys.readouterr().err
    shutil.copytree(portfolio / "plans/mot", portfolio / "plans2/mot")
    assert main(["--plan", "plans*/mot", "--output", "ra"]) == 2
    assert "hai thư mục kế hoạch cùng tên mot" in capsys.readouterr().err


# --- a Dask cluster ---


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Any]]]:
    """A scheduler of this machine with two workers: its address, and their processes."""
    folder = tmp_path_factory.mktemp("cluster")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__DASHBOARD__LINK": ""}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    file = folder / "scheduler.json"
    common = ["--no-dashboard", "--scheduler-file", str(file)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen(
        [*dask, "--host", "127.0.0.1", "--port", "0", *common],
        env=environment, cwd=folder, **quiet,
    )  # fmt: skip
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--nthreads", "1", "--no-nanny"]
    workers = [
        subprocess.Popen([*worker, *common], env=environment, cwd=folder, **quiet) for _ in range(2)
    ]
    try:
        deadline = time.monotonic() + 60
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        address = json.loads(file.read_text("utf-8"))["address"]
        yield address.removeprefix("tcp://"), workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(
    portfolio: Path, cluster: tuple[str, list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, workers = cluster
    for number in range(12):
        shutil.copytree(portfolio / "plan", portfolio / "plans" / f"them-{number}")
    assert main(["--plan", "plans/*", "--output", "ra"]) == 0
    here = tree(portfolio / "ra")
    arguments = ["--plan", "plans/*", "--output", "xa", "--executor", f"dask://{address}"]

    def staging_and_kill(output: Path) -> AbstractContextManager[Staged]:
        workers[0].kill()  # with the first plan; the others are still being made
        return staging(output)

    with monkeypatch.context() as patch:
        patch.setattr("plandoc.builds.staging", staging_and_kill)
        assert main(arguments) == 0
    assert workers[0].wait(10) != 0
    assert tree(portfolio / "xa") == here
    assert main(["--output", "mot", "--executor", f"dask://{address}"]) == 0
    assert main(["--output", "hai"]) == 0
    assert tree(portfolio / "mot") == tree(portfolio / "hai")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("127.0.0.1:1", "không hiểu --executor 127.0.0.1:1"),
        ("dask://", "không hiểu --executor dask://"),
        ("spark://127.0.0.1:1", "không hiểu --executor"),
    ],
)
def test_an_address_that_is_none_is_told(
    work: Path, address: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--executor", address]) == 2
    assert says in capsys.readouterr().err
    assert not (work / "output").exists()


@pytest.mark.filterwarnings("ignore")
def test_a_scheduler_that_is_not_there_is_told(
    work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("plandoc.cluster._CONNECT_S", 1.0)
    assert main(["--executor", "dask://127.0.0.1:1"]) == 2
    assert "không nối được với cụm Dask" in capsys.readouterr().err


def test_built_twice_is_the_same(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    assert build(inputs(), first).files == build(inputs(), second).files
    assert tree(first) == tree(second)


class Terminal(io.StringIO):
    """An error stream that a person looks at."""

    def isatty(self) -> bool:
        return True


def double(work: int, part: int) -> int:
    return part * work


@pytest.mark.parametrize(("stream", "shown"), [(Terminal(), True), (io.StringIO(), False)])
def test_a_bar_on_a_terminal_and_nothing_in_a_pipe(
    stream: io.StringIO, shown: bool, two_processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    assert run(_Shown(two_processes), double, 2, range(5)) == [0, 2, 4, 6, 8]
    assert ("Dựng" in stream.getvalue() and "100%" in stream.getvalue()) is shown


def test_a_small_plan_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    assert run(_Shown(Here()), double, 2, range(5)) == [0, 2, 4, 6, 8]
    assert not stream.getvalue()


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_of_another_version_is_told(
    work: Path,
    cluster: tuple[str, list[Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("plandoc.cluster.__version__", "9.9")
    assert main(["--executor", f"dask://{cluster[0]}"]) == 2
    assert f"có plandoc {__version__}\n  = gợi ý: cài plandoc 9.9" in capsys.readouterr().err


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_without_workers_is_told(
    work: Path,
    cluster: tuple[str, list[Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address, workers = cluster
    for worker in workers:  # the last test that needs them
        worker.kill()
        worker.wait()
    monkeypatch.setattr("plandoc.cluster._CONNECT_S", 3.0)
    assert main(["--executor", f"dask://{address}"]) == 2
    assert "không có máy nào" in capsys.readouterr().err
