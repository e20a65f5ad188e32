"""Which old Vietnamese encoding a file that is not UTF-8 was probably saved in.

Facts used: UTF-16 begins with a byte order mark, or every second byte of its ASCII is a zero. TCVN3
(ABC) has one byte for each accented letter, many of them (đ, ư, ơ, ô, á …) between 0xA1 and 0xBE.
VNI writes a plain vowel followed by a mark byte, and uses no byte below 0xC0 for either.
"""

_VNI_BEFORE_MARK = frozenset(b"aeouyAEOUY\xf4\xf6\xd4\xd6")  # the last four are ơ and ư
_VNI_LETTERS = frozenset(
    b"\xf1\xd1\xf4\xd4\xf6\xd6\xec\xed\xe6\xf3\xf2\xee\xcc\xcd\xc6\xd3\xd2\xce"
)


def guess_encoding(content: bytes) -> str | None:
    """A name for the message: ``UTF-16``, ``VNI``, ``TCVN3 (ABC)``, or None when unsure."""
    content = content[:100_000]
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content.count(0) > len(content) // 4:
        return "UTF-16"
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if sum(1 for char in text if char > "\x7f") > 2 * broken:
        return None  # UTF-8 with a few bytes spoilt
    below = sum(1 for byte in content if 0xA1 <= byte <= 0xBE)
    pairs = [(a, b) for a, b in zip(b" " + content, content, strict=False) if b >= 0xC0]
    if below + len(pairs) < 3:
        return None
    as_vni = sum(1 for before, byte in pairs if before in _VNI_BEFORE_MARK or byte in _VNI_LETTERS)
    looks_vni = below * 10 < len(pairs) and as_vni * 3 > len(pairs) * 2
    return "VNI" if looks_vni else "TCVN3 (ABC)"
