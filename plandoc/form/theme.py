"""The fonts and colours that a document's theme stands for."""

from plandoc.form.wordxml import A, Element

_COLOURS = {
    "text1": "dk1", "dark1": "dk1", "background1": "lt1", "light1": "lt1",
    "text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip


class Theme:
    """Looks up theme names; a document without a theme has none to look up."""

    def __init__(self, root: Element | None) -> None:
        self._fonts: dict[str, str] = {}
        self._colours: dict[str, str] = {}
        if root is None:
            return
        for kind in ("major", "minor"):
            for script, suffixes in _SCRIPTS.items():
                found = next(root.iter(f"{A}{kind}Font"), None)
                face = None if found is None else found.find(A + script)
                if face is not None:
                    for suffix in suffixes:
                        self._fonts[kind + suffix] = face.get("typeface", "")
        for scheme in root.iter(f"{A}clrScheme"):
            for entry in scheme:
                for colour in entry:
                    shown = colour.get("lastClr") or colour.get("val") or ""
                    self._colours[entry.tag.removeprefix(A)] = shown.upper()

    def font(self, name: str) -> str:
        """The font behind a name such as ``minorHAnsi``; empty when unknown."""
        return self._fonts.get(name, "")

    def colour(self, name: str) -> str:
        """Six hexadecimal digits for a name such as ``text1``; empty when unknown."""
        return self._colours.get(_COLOURS.get(name, name), "")


_SCRIPTS = {"latin": ("HAnsi", "Ascii"), "ea": ("EastAsia",), "cs": ("Bidi",)}
