"""Which old Vietnamese encoding a file that is not UTF-8 was probably saved in.

Facts used: UTF-16 begins with a byte order mark. VNI writes a letter as a plain vowel followed by
a mark byte, and đ as 0xF1; TCVN3 (ABC) has one byte for each accented letter, and đ is 0xAE.
"""

_VOWELS = frozenset(b"aeiouyAEIOUY")
_VNI_D = frozenset((0xF1, 0xD1))
_TCVN3_D = frozenset((0xAE, 0xA7))


def guess_encoding(content: bytes) -> str | None:
    """A name for the message: ``UTF-16``, ``VNI``, ``TCVN3 (ABC)``, or None when unsure."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    pairs = list(zip(b" " + content, content, strict=False))
    high = [(before, byte) for before, byte in pairs if byte >= 0x80]
    if len(high) < 3:
        return None
    after_vowel = sum(1 for before, byte in high if before in _VOWELS and byte not in _VNI_D)
    vni = after_vowel + sum(1 for _, byte in high if byte in _VNI_D)
    tcvn3 = len(high) - after_vowel + sum(1 for _, byte in high if byte in _TCVN3_D)
    return "VNI" if vni > tcvn3 else "TCVN3 (ABC)"
