"""``git``: make git itself speak of clauses; and the commands that git then calls."""

from pathlib import Path

import click

from plandoc.cli.common import plan_option
from plandoc.cli.vietnamese import Command, Group, help_option
from plandoc.diagnostics import PlandocError
from plandoc.refusals import reason


@click.group("git", cls=Group, short_help="Cho git so sánh và gộp kế hoạch theo từng mục.")
@help_option
def command() -> None:
    """Cho git so sánh và gộp các tệp của kế hoạch theo từng mục, từng câu.

    Cài một lần cho mỗi bản sao của kho; sau đó git diff, git log -p, git show, git blame, git merge
    tự dùng. Khi tệp hỏng, git vẫn chạy như thường với nội dung nguyên văn.
    """


_everywhere = click.option(
    "--global", "everywhere", is_flag=True, help="Cho mọi kho git của người dùng này."
)


@command.command("install", cls=Command, short_help="Cài vào kho git này.")
@plan_option
@_everywhere
@help_option
def install(plan_folder: Path, everywhere: bool) -> None:
    """Ghi cấu hình so sánh và gộp vào kho git này; cài lại nhiều lần cũng như một lần."""
    from plandoc.gitdrivers import settings

    if everywhere:
        settings.check_git()
        settings.install(None)
        click.echo("đã cài cho mọi kho git của người dùng này")
        click.echo("mỗi kho cần trong .gitattributes dòng: plan/**/*.yaml diff=plan merge=plan")
        return
    place = settings.find_place(plan_folder)
    written = settings.install(place)
    click.echo(f"đã cài vào kho git {place.top.as_posix()}")
    if written:
        click.echo("tệp áp dụng được ghi ở .git/info/attributes, chỉ cho bản sao này;")
        click.echo(
            "muốn mọi người cùng có, thêm vào .gitattributes dòng: "
            f"{place.folder or '.'}/**/*.yaml diff=plan merge=plan"
        )


@command.command("uninstall", cls=Command, short_help="Gỡ khỏi kho git này.")
@plan_option
@_everywhere
@help_option
def uninstall(plan_folder: Path, everywhere: bool) -> None:
    """Gỡ mọi thứ mà git install đã ghi."""
    from plandoc.gitdrivers import settings

    if everywhere:
        settings.check_git()
        settings.uninstall(None)
        click.echo("đã gỡ khỏi cấu hình chung của người dùng này")
    else:
        place = settings.find_place(plan_folder)
        settings.uninstall(place)
        click.echo(f"đã gỡ khỏi kho git {place.top.as_posix()}")


@command.command("status", cls=Command, short_help="Xem đã cài chưa.")
@plan_option
@help_option
def status(plan_folder: Path) -> int:
    """Cho biết git đã được cài đủ chưa. Mã thoát: 0 đã đủ, 1 chưa."""
    from plandoc.gitdrivers import settings

    place = settings.find_place(plan_folder)
    state = settings.state(place)
    installed = "cài bằng bản khác của chương trình" if state.outdated else "đã cài"
    click.echo(f"so sánh và gộp theo mục: {installed if state.settings else 'chưa cài'}")
    applies = "đã áp dụng" if state.attributes else "chưa áp dụng"
    click.echo(f"cho các tệp {place.folder or '.'}/**/*.yaml: {applies}")
    if not state.complete:
        click.echo("chạy: python build.py git install")
    return 0 if state.complete else 1


_file = click.Path(path_type=Path)


@click.command("git-textconv", cls=Command, hidden=True)
@click.argument("file", type=_file, metavar="TỆP")
@help_option
def textconv(file: Path) -> int:
    """git gọi lệnh này: in một tệp của kế hoạch, mỗi mục một khối, mỗi câu một dòng."""
    try:
        content = file.read_bytes()
    except OSError:
        return 0  # a name that leads nowhere has nothing to be compared
    try:
        from plandoc.gitdrivers.textconv import as_text

        shown = as_text(content)
    except Exception:  # whatever it is: a diff that shows the file is better than none
        shown = content
    click.echo(shown, nl=False)
    return 0


@click.command("git-merge", cls=Command, hidden=True)
@click.argument("base", type=_file)
@click.argument("ours", type=_file)
@click.argument("theirs", type=_file)
@click.argument("marker_size", type=int, default=7)
@click.argument("path", default="")
@help_option
def merge(base: Path, ours: Path, theirs: Path, marker_size: int, path: str) -> int:
    """git gọi lệnh này (%O %A %B %L %P): gộp ba bản của một tệp vào bản thứ hai."""
    from plandoc.gitdrivers.merge_driver import drive

    try:
        code, conflicts = drive(base, ours, theirs, marker_size)
    except OSError as error:
        raise PlandocError(f"không gộp được {path or ours}: {reason(error)}") from error
    for conflict in conflicts:
        click.echo(f"xung đột ở {path or ours.as_posix()}: {conflict}", err=True)
    return code


CALLED_BY_GIT = (textconv, merge)
