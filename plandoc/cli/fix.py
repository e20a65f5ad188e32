"""``fix``: the safe repairs of the plan's files, as splices; words are never changed."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from plandoc.cli.common import plan_option
from plandoc.cli.vietnamese import Command, help_option
from plandoc.diagnostics import concise

if TYPE_CHECKING:
    from plandoc.reading.source import Files
    from plandoc.repairs.mending import Done, Mending


@click.command("fix", cls=Command, short_help="Sửa tự động những gì sửa được chắc chắn.")
@plan_option
@click.option("--diff", "only_show", is_flag=True, help="Chỉ in ra chỗ sẽ sửa, không ghi gì.")
@help_option
def command(plan_folder: Path, only_show: bool) -> int:
    """Sửa tự động: đặt mã (id) còn thiếu, đổi chữ sang Unicode dựng sẵn, bỏ khoảng trắng thừa, xếp
    thứ tự các trường.

    Lời văn không đổi một chữ; chú thích, dấu nháy và chỗ ngắt dòng giữ nguyên. Tệp sai cú pháp thì
    để nguyên. Mã thoát: 0 đã sửa hoặc không có gì phải sửa, 1 còn tệp không sửa được.
    """
    from plandoc.reading.retired import RetiredSearch
    from plandoc.reading.source import file_paths, read_folder
    from plandoc.repairs.mending import mend

    files = read_folder(plan_folder)
    with RetiredSearch(plan_folder) as search:
        mending = mend(files, search.given_up())
    if only_show:
        click.echo("".join(_diff(files, mending)), nl=False)
    elif mending.content:
        from plandoc.output.in_place import Rewrite, rewrite

        paths = file_paths(plan_folder)
        changes = mending.content.items()
        rewrite([Rewrite(paths[name], files.content[name], new) for name, new in changes])
    click.echo(_told(files, mending, only_show), err=only_show)
    for line in _left_alone(files, mending):
        click.echo(line, err=True)
    return 1 if mending.unreadable and not only_show else 0


def _diff(files: "Files", mending: "Mending") -> list[str]:
    """The changes as a unified diff, line ends shown as they are."""
    from difflib import unified_diff

    lines: list[str] = []
    for name in sorted(mending.content):
        old, new = files.content[name].decode(), mending.content[name].decode()
        path = files.path(name)
        for line in unified_diff(_lines(old), _lines(new), path, path):
            lines.append(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n")
    return lines


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [f"{part}\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _told(files: "Files", mending: "Mending", only_show: bool) -> str:
    """What was done, by file, one line for each kind of repair."""
    if not mending.content:
        return "không có gì phải sửa"
    by_file: dict[str, list[Done]] = {}
    for done in mending.done:
        by_file.setdefault(done.file, []).append(done)
    lines = []
    for name in sorted(by_file):
        lines += [files.path(name), *(f"  {done}" for done in by_file[name])]
    verb = "sẽ sửa" if only_show else "đã sửa"
    return "\n".join([*lines, f"{verb} {len(by_file)} tệp"])


def _left_alone(files: "Files", mending: "Mending") -> list[str]:
    """What was not mended and why, and what is for people to write."""
    refused = [
        f"để nguyên {files.path(done.file)}: không chắc giữ được nguyên ý khi {done}"
        for done in mending.refused
    ]
    unread = [f"để nguyên {concise(fault)}" for fault in mending.unreadable]
    proposed = [f"{concise(fault)}\n  = gợi ý: {fault.hint}" for fault in mending.proposed]
    return refused + unread + proposed
