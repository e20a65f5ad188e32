"""The form of ``du-lieu/plan.json``: from these structs come both the data and its JSON Schema.

A name or an id that the plan does not give is an empty string, a list may be empty, what cannot be
known is null; no field is ever left out. The descriptions are for users, so they are Vietnamese.
"""

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from plandoc.model.plan import (
    AssignmentLayout,
    Direction,
    DutyKind,
    EnactingLayout,
    ItemLayout,
    Measure,
    Period,
)
from plandoc.model.targets import Qualifier
from plandoc.schemas.values import told

AgencyId = Annotated[str, Meta(description="Mã cơ quan, tra ở agencies")]
ClauseId = Annotated[str, Meta(description="Mã điều khoản, tra ở clauses")]
IndicatorId = Annotated[str, Meta(description="Mã chỉ tiêu, tra ở indicators")]
Phase = Annotated[str, Meta(description="Giai đoạn, như 2021-2025")]
Citation = Annotated[
    str, Meta(description="Cách viện dẫn, như: gạch đầu dòng thứ hai, điểm a khoản 1 Mục III")
]
DayMonth = Annotated[str, Meta(description="Trước ngày/tháng nào, như 01/12; trống nếu không nêu")]


class Note(Struct, frozen=True, forbid_unknown_fields=True):
    """A footnote."""

    field: Annotated[str, Meta(description="Trường có chú thích: title, text, subject, …")]
    at: Annotated[int, Meta(description="Chú thích đứng sau bao nhiêu ký tự của trường ấy", ge=0)]
    text: Annotated[str, Meta(description="Nội dung chú thích")]


class Signature(Struct, frozen=True, forbid_unknown_fields=True):
    """Who signs."""

    authority: Annotated[str, Meta(description="Thẩm quyền ký, như TM. ỦY BAN NHÂN DÂN TỈNH")]
    title: Annotated[str, Meta(description="Chức vụ người ký")]
    name: Annotated[str, Meta(description="Họ tên người ký")]


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """All that stands around the body."""

    kind: Annotated[str, Meta(description="Tên loại văn bản")]
    number: Annotated[str, Meta(description="Số, ký hiệu; trống nếu là dự thảo")]
    symbol: Annotated[str, Meta(description="Ký hiệu in sau số còn trống của dự thảo")]
    date: Annotated[datetime.date | None, Meta(description="Ngày ban hành; null nếu là dự thảo")]
    draft: Annotated[bool, Meta(description="Còn là dự thảo")]
    place: Annotated[str, Meta(description="Nơi ban hành")]
    issuer: AgencyId
    subject: Annotated[str, Meta(description="Trích yếu")]
    enacting: Annotated[str, Meta(description="Câu ban hành")]
    enacting_layout: Annotated[
        EnactingLayout | None,
        Meta(description="run-in: in liền trong đoạn căn cứ cuối; null nếu không có câu ban hành"),
    ]
    phases: tuple[Phase, ...]
    recipients: Annotated[tuple[str, ...], Meta(description="Nơi nhận, theo thứ tự in")]
    signature: Signature
    notes: tuple[Note, ...]


class Agency(Struct, frozen=True, forbid_unknown_fields=True):
    """An agency or a collective."""

    id: AgencyId
    name: Annotated[str, Meta(description="Tên đầy đủ")]
    short: Annotated[str, Meta(description="Tên viết tắt")]
    aliases: Annotated[tuple[str, ...], Meta(description="Những cách viết khác")]
    code: Annotated[str, Meta(description="Ký hiệu trong số văn bản, như SCT")]
    superior: Annotated[str, Meta(description="Mã cơ quan cấp trên trực tiếp; trống nếu không có")]
    place: Annotated[str, Meta(description="Địa danh riêng; trống thì theo cơ quan cấp trên")]
    letterhead: Annotated[tuple[str, ...], Meta(description="Các dòng in ở đầu văn bản")]
    letterhead_short: Annotated[str, Meta(description="In ở trên tên cơ quan cấp dưới")]
    signature: Annotated[Signature | None, Meta(description="Ai ký; null nếu không ghi")]
    collective: Annotated[bool, Meta(description="Là tên gọi chung của nhiều cơ quan")]
    roster: Annotated[
        tuple[AgencyId, ...],
        Meta(description="Các cơ quan của tên gọi chung; trống nếu kế hoạch không nêu"),
    ]
    since: Annotated[
        datetime.date | None, Meta(description="Ngày đầu tiên cơ quan có mặt; null nếu không ghi")
    ]
    until: Annotated[
        datetime.date | None,
        Meta(description="Ngày đầu tiên cơ quan không còn nữa; null nếu không ghi"),
    ]


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """A cited document."""

    id: Annotated[str, Meta(description="Mã văn bản")]
    kind: Annotated[str, Meta(description="Tên loại văn bản")]
    number: Annotated[str, Meta(description="Số, ký hiệu; trống nếu kế hoạch không nêu")]
    date: Annotated[datetime.date | None, Meta(description="Ngày ban hành")]
    issuer: Annotated[str, Meta(description="Mã cơ quan ban hành; trống nếu không nêu")]
    title: Annotated[str, Meta(description="Tên văn bản như trong kế hoạch")]
    aliases: Annotated[tuple[str, ...], Meta(description="Những cách gọi khác")]
    clauses: Annotated[tuple[ClauseId, ...], Meta(description="Những chỗ nhắc đến văn bản")]


class Figure(Struct, frozen=True, forbid_unknown_fields=True):
    """The value of a target."""

    qualifier: Annotated[
        Qualifier,
        Meta(description="exact: đúng, above: trên, below: dưới, about: khoảng, at-least, at-most"),
    ]
    values: Annotated[
        tuple[Decimal, ...],
        Meta(description="Một số; hai số là từ – đến; cơ cấu thì mỗi thành phần một số"),
    ]
    unit: Annotated[str, Meta(description="Đơn vị tính")]
    period: Annotated[str, Meta(description="Tính trên mỗi năm, quý, …; trống nếu không nêu")]


class Target(Struct, frozen=True, forbid_unknown_fields=True):
    """What an indicator is to reach in a phase."""

    phase: Phase
    text: Annotated[str, Meta(description="Đúng như in trong kế hoạch")]
    figure: Annotated[Figure | None, Meta(description="Giá trị; null nếu không đọc được")]
    base: Annotated[str, Meta(description="Con số tính trên cái gì trong giai đoạn này")]
    clauses: Annotated[tuple[ClauseId, ...], Meta(description="Những điều khoản in con số này")]


class Indicator(Struct, frozen=True, forbid_unknown_fields=True):
    """What is measured."""

    id: IndicatorId
    name: Annotated[str, Meta(description="Tên chỉ tiêu")]
    measure: Annotated[
        Measure,
        Meta(description=told(Measure)),
    ]
    unit: Annotated[str, Meta(description="Đơn vị tính, nếu dữ liệu ghi riêng")]
    base: Annotated[str, Meta(description="Con số tính trên cái gì")]
    components: Annotated[tuple[str, ...], Meta(description="Các thành phần của cơ cấu")]
    restates: Annotated[str, Meta(description="Mã chỉ tiêu được nói lại bằng đơn vị khác")]
    direction: Annotated[
        Direction | None,
        Meta(description="Chiều phấn đấu: up: tăng, down: giảm; null nếu kế hoạch không ghi"),
    ]
    targets: tuple[Target, ...]


class Duty(Struct, frozen=True, forbid_unknown_fields=True):
    """What an implementation clause asks of whom."""

    actors: tuple[AgencyId, ...]
    partners: tuple[AgencyId, ...]
    kind: Annotated[
        DutyKind,
        Meta(description=told(DutyKind)),
    ]
    every: Annotated[Period | None, Meta(description="Định kỳ; null nếu không nêu")]
    before: DayMonth
    to: Annotated[str, Meta(description="Mã cơ quan nhận; trống nếu không nêu")]


class Clause(Struct, frozen=True, forbid_unknown_fields=True):
    """A citable node; the list keeps the printed order."""

    id: ClauseId
    kind: Annotated[
        Literal["basis", "section", "group", "item", "assignment", "task"],
        Meta(
            description="basis: căn cứ, section: mục, group: nhóm nhiệm vụ, item: nội dung, "
            "assignment: phân công, task: nhiệm vụ"
        ),
    ]
    level: Annotated[int, Meta(description="Cấp, từ 1", ge=1)]
    layout: Annotated[
        ItemLayout | AssignmentLayout | Literal["roman", "basis"],
        Meta(description="Cách trình bày trên trang"),
    ]
    label: Annotated[str, Meta(description="In ở đầu, như I. hoặc a); có thể trống")]
    short: Annotated[str, Meta(description="Số viết gọn, như III.1.a")]
    citation: Citation
    parent: Annotated[str, Meta(description="Mã điều khoản chứa nó; trống ở cấp đầu")]
    phase: Annotated[str, Meta(description="Giai đoạn của điều khoản; trống nếu không có")]
    title: Annotated[str, Meta(description="Đề mục, như in, không có chú thích")]
    text: Annotated[str, Meta(description="Nội dung, như in, không có chú thích")]
    notes: tuple[Note, ...]
    lead: Annotated[tuple[AgencyId, ...], Meta(description="Chủ trì (phân công)")]
    partners: Annotated[tuple[AgencyId, ...], Meta(description="Phối hợp (phân công, nhiệm vụ)")]
    tasks: Annotated[tuple[ClauseId, ...], Meta(description="Các nhiệm vụ (phân công)")]
    deliverable: Annotated[str, Meta(description="Sản phẩm (nhiệm vụ); trống nếu không nêu")]
    due: Annotated[str, Meta(description="Thời hạn (nhiệm vụ); trống nếu không nêu")]
    funding: Annotated[str, Meta(description="Kinh phí (nhiệm vụ); trống nếu không nêu")]
    indicators: Annotated[tuple[IndicatorId, ...], Meta(description="Chỉ tiêu (nhiệm vụ)")]
    duties: tuple[Duty, ...]


class Share(Struct, frozen=True, forbid_unknown_fields=True):
    """An agency's part in an assignment."""

    assignment: ClauseId
    citation: Citation
    tasks: tuple[ClauseId, ...]
    whole: Annotated[bool, Meta(description="Tham gia mọi nhiệm vụ của phân công")]


class ClauseDuty(Struct, frozen=True, forbid_unknown_fields=True):
    """An agency's duty under an implementation clause."""

    clause: ClauseId
    citation: Citation
    kind: DutyKind
    role: Annotated[Literal["actor", "partner"], Meta(description="actor: làm, partner: phối hợp")]
    through: Annotated[str, Meta(description="Mã tên gọi chung; trống nếu được nêu tên riêng")]
    every: Period | None
    before: DayMonth
    to: Annotated[str, Meta(description="Mã cơ quan nhận; trống nếu không nêu")]


class Responsibility(Struct, frozen=True, forbid_unknown_fields=True):
    """All that one agency owes."""

    agency: AgencyId
    leads: Annotated[tuple[Share, ...], Meta(description="Chủ trì")]
    named: Annotated[tuple[Share, ...], Meta(description="Được nêu tên phối hợp")]
    shared: Annotated[tuple[Share, ...], Meta(description="Phối hợp qua tên gọi chung")]
    clauses: Annotated[tuple[ClauseDuty, ...], Meta(description="Trách nhiệm tổ chức thực hiện")]


class PlanData(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole plan."""

    schema: Annotated[Literal["plan.schema.json"], Meta(description="Tệp mô tả cấu trúc này")] = (
        field(name="$schema")
    )
    format: Annotated[Literal[1], Meta(description="Phiên bản của cấu trúc")]
    head: Head
    clauses: Annotated[tuple[Clause, ...], Meta(description="Mọi điều khoản, theo thứ tự in")]
    agencies: tuple[Agency, ...]
    responsibilities: Annotated[
        tuple[Responsibility, ...], Meta(description="Việc của từng cơ quan, tính từ clauses")
    ]
    indicators: tuple[Indicator, ...]
    references: Annotated[tuple[Reference, ...], Meta(description="Văn bản được nhắc đến")]
