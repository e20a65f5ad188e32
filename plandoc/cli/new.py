"""``new``: begin another plan."""

import shlex
import sys
from pathlib import Path

import click

from plandoc.cli.vietnamese import Command, help_option
from plandoc.diagnostics import PlandocError, concise


@click.command("new", cls=Command, short_help="Bắt đầu một kế hoạch khác.")
@click.argument("folder", type=click.Path(path_type=Path), metavar="THƯ_MỤC")
@click.option("--kind", metavar="CHỮ", help="Tên loại văn bản (mặc định: Kế hoạch).")
@click.option("--office", metavar="CHỮ", help="Cơ quan ban hành.")
@click.option("--subject", metavar="CHỮ", help="Trích yếu.")
@help_option
def command(folder: Path, kind: str | None, office: str | None, subject: str | None) -> int:
    """Tạo một kế hoạch nhỏ, đủ các loại mục, dựng được ngay, có chú thích cho người mới.

    Điều gì chưa nêu thì chương trình hỏi; không có ai để hỏi thì lấy giá trị mặc định. Thư mục phải
    chưa có, hoặc trống.
    """
    from plandoc.output.new_folder import check_free, write_new_folder
    from plandoc.reading.reader import read_files
    from plandoc.reading.source import Files
    from plandoc.starting.making import Beginning, first_files

    check_free(folder)
    usual = Beginning()
    beginning = Beginning(
        _asked(kind, "Tên loại văn bản", usual.kind),
        _asked(office, "Cơ quan ban hành", usual.office),
        _asked(subject, "Trích yếu", usual.subject),
    )
    files = first_files(beginning)
    reading = read_files(Files(folder.as_posix(), files))
    if reading.plan is None:
        raise PlandocError(f"không tạo được kế hoạch: {concise(reading.diagnostics[0])}")
    write_new_folder(folder, files)
    for name in files:
        click.echo(f"{folder.as_posix()}/{name}")
    place = shlex.quote(folder.as_posix())
    output = shlex.quote(_beside(folder))
    click.echo("mở plan.yaml đọc trước; kiểm tra và dựng bằng:")
    click.echo(f"  python build.py check --plan {place}")
    click.echo(f"  python build.py --plan {place} --output {output}")
    return 0


def _beside(folder: Path) -> str:
    """The results stand beside the plan, also when it is begun in the folder one stands in."""
    if folder.name in ("", ".."):
        folder = folder / ".." / folder.resolve().name
    return f"{folder.as_posix()}-output"


def _asked(given: str | None, what: str, usual: str) -> str:
    """What was given, else what is answered, else what is usual."""
    if given is not None:
        return given
    if not sys.stdin.isatty():
        return usual
    answer: str = click.prompt(what, default=usual)
    return answer
