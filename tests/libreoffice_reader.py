"""For LibreOffice's own Python: opens files, accepts or rejects their changes, lists them.

    libreoffice_reader.py SOFFICE (open|accept|reject FILE.docx LIST.txt)...

Of each paragraph the list has the style and the words, footnotes in place; cells one by one.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
PIPE = "plandoc-tests"


def main() -> None:
    soffice, *jobs = sys.argv[1:]
    with tempfile.TemporaryDirectory() as profile:
        office = subprocess.Popen(
            [
                *(soffice, "--headless", "--norestore", f"--accept=pipe,name={PIPE};urp;"),
                f"-env:UserInstallation={Path(profile).as_uri()}",
            ],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            context = connected()
            for how, source, target in zip(*[iter(jobs)] * 3, strict=True):
                text = read(context, how, Path(source).resolve())
                Path(target).write_text(text, encoding="utf-8")
        finally:
            office.terminate()
            office.wait(30)


def connected() -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice does not answer")


def read(context: Any, how: str, source: Path) -> str:
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, (hidden,))
    if how in COMMANDS:
        dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        frame = document.CurrentController.Frame
        dispatcher.executeDispatch(frame, COMMANDS[how], "", 0, ())
    lines = "".join(f"{line}\n" for line in blocks(document.Text))
    document.close(True)
    return lines


def blocks(text: Any) -> Any:
    for block in members(text):
        if block.supportsService("com.sun.star.text.TextTable"):
            for name in block.CellNames:
                yield f"cell {name}"
                yield from blocks(block.getCellByName(name))
        else:
            yield f"{block.ParaStyleName} | {''.join(map(portion, members(block)))}"


def portion(part: Any) -> str:
    if part.TextPortionType == "Footnote":
        return f"^[{part.Footnote.getString()}]"
    return str(part.getString())


def members(holder: Any) -> Any:
    found = holder.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


if __name__ == "__main__":
    main()
