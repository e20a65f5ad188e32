"""What the words that a field may choose from mean, in Vietnamese, for who writes the field.

A review names them in fewer words, inside its sentences (`plandoc.review.labels`).
"""

from typing import Any, Literal, get_args

from plandoc.model.plan import (
    AnnexPlace,
    AssignmentLayout,
    Direction,
    DutyKind,
    EnactingLayout,
    ItemLayout,
    ItemSectionKind,
    Measure,
    Period,
)

# By the choice as the model writes it.
VALUES: dict[Any, dict[str, str]] = {
    AnnexPlace: {
        "apart": "một tệp riêng, phu-luc.docx",
        "inside": "cùng tệp với kế hoạch, sau chữ ký",
    },
    AssignmentLayout: {
        "dash": "mỗi nhiệm vụ một gạch đầu dòng",
        "inline": "in liền sau câu dẫn, cùng một đoạn",
        "paragraph": "mỗi nhiệm vụ một đoạn, không dấu",
    },
    Direction: {
        "up": "tăng qua các giai đoạn",
        "down": "giảm qua các giai đoạn",
    },
    DutyKind: {
        "planning": "lập kế hoạch",
        "funding": "kinh phí",
        "execution": "thực hiện",
        "report": "báo cáo",
        "synthesis": "tổng hợp",
        "monitoring": "theo dõi",
        "other": "khác",
    },
    EnactingLayout: {
        "run-in": "in liền trong đoạn căn cứ cuối",
        "paragraph": "một đoạn riêng",
    },
    ItemLayout: {
        "number": "đánh số 1., 2.1., …",
        "letter": "đánh chữ a), b), …, đ)",
        "dash": "gạch đầu dòng -",
        "plus": "dấu cộng +",
        "paragraph": "một đoạn, không dấu",
    },
    ItemSectionKind: {
        "purposes": "mục đích, yêu cầu",
        "objectives": "mục tiêu, tầm nhìn",
        "implementation": "tổ chức thực hiện",
        "text": "mục khác",
    },
    Measure: {
        "average": "bình quân",
        "level": "mức đạt cuối giai đoạn",
        "total": "tổng cả giai đoạn",
        "shares": "cơ cấu",
        "share": "phần của tổng số",
        "change": "mức tăng, giảm",
    },
    Period: {
        "year": "hằng năm",
        "half-year": "sáu tháng một lần",
        "quarter": "hằng quý",
        "month": "hằng tháng",
    },
    Literal["leads"]: {"leads": "mọi cơ quan chủ trì nhiệm vụ"},
    Literal["tasks"]: {"tasks": "nhiệm vụ, giải pháp"},
}


def told(choice: Any) -> str:
    """All values of a choice with their meanings, in one line: ``dash: gạch đầu dòng, …``."""
    return ", ".join(f"{value}: {VALUES[choice][value]}" for value in get_args(choice))
