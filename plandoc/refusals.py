"""What the machine refuses to do, in words for the user."""

import errno

_REASONS = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EACCES: "không có quyền, hoặc tệp đang mở trong chương trình khác",
    errno.EPERM: "không có quyền",
    errno.EBUSY: "thư mục hoặc tệp đang được dùng",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.ENOENT: "không có tệp hoặc thư mục này",
    errno.ENOTDIR: "một phần của đường dẫn không phải là thư mục",
    errno.EEXIST: "một phần của đường dẫn không phải là thư mục",
    errno.EISDIR: "đây là thư mục, không phải tệp",
    errno.ELOOP: "liên kết dẫn vòng tròn",
    errno.EINVAL: "tên hoặc tệp mà ổ đĩa này không nhận",
    errno.EFBIG: "tệp quá lớn cho ổ đĩa này",
    errno.EIO: "lỗi đọc ghi của ổ đĩa",
    errno.EMFILE: "mở quá nhiều tệp cùng lúc",
    errno.ENFILE: "mở quá nhiều tệp cùng lúc",
    errno.ENOMEM: "hết bộ nhớ",
    errno.ETIMEDOUT: "ổ đĩa mạng không trả lời",
}
# Windows has no such numbers.
for _name, _words in (
    ("EDQUOT", "đã dùng hết phần ổ đĩa được cấp"),
    ("ESTALE", "ổ đĩa mạng đã mất"),
):
    if hasattr(errno, _name):
        _REASONS[getattr(errno, _name)] = _words


def reason(error: OSError) -> str:
    """Why the machine refused; a reason without words of ours keeps its number and name."""
    known = _REASONS.get(error.errno or 0)
    return known or f"máy báo lỗi {error.errno or ''} ({error.strerror or error})".replace(
        "  ", " "
    )
