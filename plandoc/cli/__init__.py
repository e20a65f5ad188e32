"""The front door: commands, the terminal, exit codes.

0 fine; 1 the plan (or a template, or the profile) has errors; 2 the work could not be done.
Each command is a module of its own and imports what it needs when it runs.
"""

import gc
import sys
from contextlib import suppress
from importlib import import_module
from typing import TextIO

import click

from plandoc.cli.common import complaint
from plandoc.cli.vietnamese import Group, help_option, in_vietnamese
from plandoc.diagnostics import PlandocError
from plandoc.refusals import reason
from plandoc.stops import tidy_when_stopped

_COMMANDS = tuple("build check diff explain fix form git lsp new schema serve".split())


class _Commands(Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _COMMANDS:
            command: click.Command = import_module(f"plandoc.cli.{cmd_name}").command
            return command
        if cmd_name.startswith("git-"):
            from plandoc.cli.git import CALLED_BY_GIT

            return next((command for command in CALLED_BY_GIT if command.name == cmd_name), None)
        return None


@click.group(cls=_Commands)
@help_option
def cli() -> None:
    """Dựng kế hoạch từ các tệp YAML: văn bản Word theo Nghị định 30/2020/NĐ-CP, mẫu kế hoạch
    hành động cho từng cơ quan, trang web và dữ liệu.

    Không nêu lệnh nào thì chương trình chạy lệnh build.
    """


def program() -> int:
    """The command line of this process, which ends with it; returns the exit code."""
    tidy_when_stopped()
    code = main()
    gc.freeze()  # Python would look for circles in all that is left: a tenth of a small build
    return code


def main(arguments: list[str] | None = None) -> int:
    """Run a command line; returns the exit code, prints the rest."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # Plans and tokens are large trees without circles: to look for some is a seventh of the work.
    gc.set_threshold(50_000, 20, 100)
    given = sys.argv[1:] if arguments is None else arguments
    if not given or (given[0].startswith("-") and given[0] not in ("--help", "-h", "--version")):
        given = ["build", *given]
    try:
        code = cli.main(given, prog_name="build.py", standalone_mode=False)
        _flush(sys.stdout)  # what cannot be written is told here, not when Python ends
        return code if isinstance(code, int) else 0
    except PlandocError as error:
        _complain(error.message, error.hint)
    except click.exceptions.Abort:
        _complain("đã dừng theo yêu cầu")
    except click.ClickException as error:
        _complain(*in_vietnamese(error))
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone: nothing left to say
    except OSError as error:
        where = f" ({error.filename})" if isinstance(error.filename, str) else ""
        _complain(f"máy không cho làm tiếp: {reason(error)}{where}")
        _give_up(sys.stdout)
    except MemoryError:
        _complain("máy hết bộ nhớ", "đóng bớt chương trình khác, hoặc xem có tệp nào quá lớn không")
    return 2


def _flush(stream: TextIO) -> None:
    if not stream.closed:  # as a language server leaves it
        stream.flush()


def _give_up(stream: TextIO) -> None:
    """What a stream still holds and cannot write must not be tried again when Python ends."""
    try:
        stream.flush()
    except OSError:
        with suppress(OSError):
            stream.close()


def _complain(message: str, hint: str = "") -> None:
    click.echo(complaint(message, hint), err=True)
