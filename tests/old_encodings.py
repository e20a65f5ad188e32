"""Texts in the two encodings of Vietnam before Unicode, as bytes."""

import unicodedata

# TCVN3 (ABC): one byte for a letter; capitals with a tone are the small letters in a capital font.
_TCVN3 = dict(
    zip(
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ" + "ĂÂÊÔƠƯĐ",
        bytes.fromhex(
            "b5b6b7b8b9 a8bbbcbdbec6 a9c7c8c9cacb ae cccecfd0d1 aad2d3d4d5d6 d7d8dcddde"
            "dfe1e2e3e4 abe5e6e7e8e9 aceaebecedee eff1f2f3f4 adf5f6f7f8f9 fafbfcfdfe"
            "a1a2a3a4a5a6a7"
        ),
        strict=True,
    )
)

# VNI: a vowel, then a byte for its marks; đ, ơ, ư and i with a mark have letters of their own.
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300\u0309\u0303\u0301\u0323"
_TONES = dict(zip((_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT), "øûõùï", strict=True))
_CIRCUMFLEX = dict(zip(("", _GRAVE, _HOOK, _TILDE, _ACUTE, _DOT), "âàåãáä", strict=True))
_BREVE = dict(zip(("", _GRAVE, _HOOK, _TILDE, _ACUTE, _DOT), "êèúüéë", strict=True))
_OWN = dict(zip("đơưìỉĩíịỵ", "ñôöìæóíòî", strict=True))


def tcvn3(text: str) -> bytes:
    """The text as TCVN3 has it."""
    return b"".join(
        bytes([_TCVN3[c]]) if c in _TCVN3 else _TCVN3.get(c.lower(), ord(c)).to_bytes()
        for c in _plain(text)
    )


def vni(text: str) -> bytes:
    """The text as VNI has it."""
    return "".join(_vni(c) for c in _plain(text)).encode("latin-1")


def _plain(text: str) -> str:
    return text.translate(str.maketrans("–“”…", '-"".'))


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _OWN:
        vni = _OWN[small]
    else:
        vowel, *marks = unicodedata.normalize("NFD", small)
        tone = next((mark for mark in marks if mark in _TONES), "")
        if "\u0302" in marks:
            vni = vowel + _CIRCUMFLEX[tone]
        elif "\u0306" in marks:
            vni = vowel + _BREVE[tone]
        elif "\u031b" in marks:
            vni = _OWN[unicodedata.normalize("NFC", vowel + "\u031b")] + _TONES[tone]
        else:
            vni = vowel + _TONES.get(tone, "")
    return vni if letter == small else vni.upper()
