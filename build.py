"""Cửa trước của plandoc: `python build.py` dựng plan/ thành output/; `--help` kể các lệnh khác."""

import sys

try:
    from plandoc.cli import program
except ImportError as error:
    if (error.name or "").startswith("plandoc"):
        raise
    print(
        f"không nạp được {error.name} bằng {sys.executable}: cần Python 3.11 trở lên và các gói "
        "trong requirements.txt\n  = gợi ý: chạy `make`, hoặc dùng Python trong .venv",
        file=sys.stderr,
    )
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(program())
