"""Chữ bị đọc nhầm khi quét hoặc gõ lại, như “Phần đầu” thay cho “Phấn đấu”.

Văn bản lấy từ bản quét thường sai dấu mà từng chữ vẫn có nghĩa, nên soát chính tả không thấy. Chỉ
xét những cụm chắc chắn sai trong ngữ cảnh của nó: “phần đầu của kế hoạch” là đúng, “phần đầu đến
năm 2030” là “phấn đấu” bị đọc nhầm.

Sai::

    text: Phần đầu đến năm 2030, tỷ lệ đô thị hóa đạt {do-thi-hoa}.

Đúng::

    text: Phấn đấu đến năm 2030, tỷ lệ đô thị hóa đạt {do-thi-hoa}.
"""

from collections.abc import Iterator

from plandoc.checks.finding import Finding
from plandoc.checks.searching import few, search
from plandoc.diagnostics import Severity
from plandoc.model.plan import Plan

CODE = "P601"
SEVERITY = Severity.WARNING

# What may follow “phấn đấu”; the first part of something (“phần đầu”) is followed by less of it.
_AIM = r"đến\s+(?:năm|hết|cuối|quý|tháng)|đạt|trở\s+thành|h[ằà]ng\s+năm"
_AIM_AT_HEAD = rf"{_AIM}|hoàn\s+thành|xây\s+dựng|thực\s+hiện|tăng|giảm|nâng|đưa"
# What every match holds; where that is a mistake; the right word.
_LEXICON: tuple[tuple[str, str, str], ...] = (
    ("phân đầu", rf"phân đầu(?=\s+(?:{_AIM_AT_HEAD})\b)", "phấn đấu"),
    ("phần đầu", rf"(?-i:P)hần đầu(?=\s+(?:{_AIM_AT_HEAD})\b)", "phấn đấu"),
    (
        "phần đầu",
        rf"(?<!thành )(?<!học )(?<!hợp )(?-i:p)hần đầu(?=\s+(?:{_AIM})\b)",
        "phấn đấu",
    ),
    ("phấn đầu", r"phấn đầu", "phấn đấu"),
    ("phân đấu", r"phân đấu", "phấn đấu"),
    ("đdbqh", r"đdbqh", "ĐĐBQH"),
    ("dđbqh", r"dđbqh", "ĐĐBQH"),
    ("nhân đân", r"nhân đân", "nhân dân"),
    ("y bạn", r"[ủu]y bạn(?= nhân)", "ủy ban"),
    ("uy ban", r"uy ban(?= nhân)", "ủy ban"),
    ("hội đông", r"(?<!lễ )hội đông(?= nhân)", "hội đồng"),
    ("chủ tri", r"chủ tri(?=,? phối)", "chủ trì"),
    ("chủ chì", r"chủ chì(?=,? phối)", "chủ trì"),
    ("phối hơp", r"phối hơp", "phối hợp"),
    ("phôi hợp", r"phôi hợp(?! kim)", "phối hợp"),
    ("kê hoạch", r"kê hoạch(?! định)", "kế hoạch"),
    ("kế hoach", r"kế hoach", "kế hoạch"),
    ("đâu tư", r"(?<=và )đâu tư|(?<=thu hút )đâu tư|(?<=vốn )đâu tư", "đầu tư"),
    ("nghi quyết", r"nghi quyết", "nghị quyết"),
    ("nghị quyêt", r"nghị quyêt", "nghị quyết"),
    ("quyêt định", r"quyêt định", "quyết định"),
    ("quyết đinh", r"quyết đinh", "quyết định"),
    ("giai đoan", r"giai đoan", "giai đoạn"),
    ("đên năm", r"đên năm", "đến năm"),
    ("nhiêm vụ", r"nhiêm vụ", "nhiệm vụ"),
    ("thưc hiện", r"thưc hiện", "thực hiện"),
    ("thực hiên", r"thực hiên", "thực hiện"),
    ("kinh tê", r"kinh tê", "kinh tế"),
    ("xã hôi", r"xã hôi", "xã hội"),
    ("công nghiêp", r"công nghiêp", "công nghiệp"),
    ("phát triên", r"phát triên", "phát triển"),
    ("tỷ lê", r"tỷ lê", "tỷ lệ"),
    ("muc tiêu", r"muc tiêu", "mục tiêu"),
)


def check(plan: Plan) -> Iterator[Finding]:
    """Words that misread letters made."""
    return few(_found(plan))


def _found(plan: Plan) -> Iterator[Finding]:
    for needed, wrong, right in _LEXICON:
        for hit in search(plan, rf"(?i)(?<!\w)(?:{wrong})(?!\w)", needed):
            meant = _as_typed(hit.text, right)
            message = f"“{hit.text}” có lẽ là “{meant}” bị đọc nhầm chữ"
            yield hit.finding(message, f"đối chiếu bản gốc; nếu đúng là vậy thì viết “{meant}”")


def _as_typed(found: str, right: str) -> str:
    """The right word with the capitals of the one found."""
    if found.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if found[:1].isupper() else right
