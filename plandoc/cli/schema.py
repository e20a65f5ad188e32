"""``schema``: what an editor needs to know of the plan's files, as JSON Schemas beside them."""

from pathlib import Path

import click

from plandoc.cli.common import plan_option
from plandoc.cli.vietnamese import Command, help_option


@click.command("schema", cls=Command, short_help="Ghi lược đồ để trình soạn thảo gợi ý, báo sai.")
@plan_option
@help_option
def command(plan_folder: Path) -> int:
    """Ghi lược đồ (JSON Schema) của các tệp kế hoạch vào thư mục .schema bên trong kế hoạch.

    Trình soạn thảo có máy chủ ngôn ngữ YAML nhờ đó gợi ý tên trường, mã cơ quan, mã chỉ tiêu, giải
    thích từng trường và gạch chân chỗ sai. Sau khi thêm cơ quan hay chỉ tiêu thì chạy lại, hoặc
    dựng kế hoạch: lệnh build cũng làm mới lược đồ.
    """
    from plandoc.output.single import write_changed
    from plandoc.reading.known import known
    from plandoc.reading.reader import read_plan
    from plandoc.schemas.files import schemas

    files = schemas(known(read_plan(plan_folder)))
    write_changed(plan_folder, files)
    for name in files:
        click.echo(f"{plan_folder.as_posix()}/{name}")
    return 0
