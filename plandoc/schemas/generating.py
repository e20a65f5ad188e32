"""The model's annotations as JSON Schema, just as `plandoc.reading.structure` reads by them.

Draft-07, which every YAML language server understands. Where the reader takes any plain value as
text (``12``, ``true``), so does the schema. It refuses three things that the reader lets pass and
no plan has: a bare ``null`` or ``~`` as a text, a bare ``true`` as an id or a file's name, blanks
in quotes around an id.
"""

import datetime
import types
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct, structs

from plandoc.model.plan import ID_PATTERN, RESERVED_IDS
from plandoc.reading.known import Known
from plandoc.reading.structure import ONE_OF, SHORT_FORMS
from plandoc.schemas.values import VALUES
from plandoc.schemas.words import FIELDS, STRUCTS

Schema = dict[str, Any]

# Some words on one paragraph: a break inside would be a second one.
_TEXT_PATTERN = r"^\s*\S(?:[^\n]*\S)?\s*$"
_FILE_PATTERN = r"^\s*[^\s.~/\\:][^/\\:\n]*$"
_UNKNOWN = {
    "agency": "không có cơ quan nào mang mã này; thêm cơ quan vào agencies.yaml trước",
    "indicator": "không có chỉ tiêu nào mang mã này; thêm chỉ tiêu vào indicators.yaml trước",
    "phase": "không có giai đoạn này; thêm vào phases (plan.yaml) trước",
}


def schema(kind: Any, known: Known) -> Schema:
    """The JSON Schema of a file that holds a value of type `kind`.

    `known` are the ids that the plan defines; a namespace without any is left open.
    """
    writer = _Writer(known)
    body = writer.value(kind) if get_origin(kind) is tuple else writer.mapping(kind)
    written = {"$schema": "http://json-schema.org/draft-07/schema#", **body}
    return {**written, "definitions": writer.definitions} if writer.definitions else written


class _Writer:
    """Writes schemas of types; the structs that stand in lists are kept as definitions."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.definitions: dict[str, Schema] = {}

    def value(self, kind: Any) -> Schema:
        """The schema of a type."""
        origin = get_origin(kind)
        if origin is Annotated:
            base, meta = get_args(kind)
            return self._string(meta.extra or {}) if base is str else self.value(base)
        if origin is tuple:
            return {"type": "array", "items": self._element(get_args(kind)[0])}
        if origin is dict:
            return self._dictionary(*get_args(kind))
        if origin is Literal:
            return _choice(VALUES[kind])
        if origin in (Union, types.UnionType):
            arms = [self.value(arm) for arm in get_args(kind) if arm is not type(None)]
            return arms[0] if len(arms) == 1 else {"anyOf": arms}
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self.mapping(kind)
        return dict(_SIMPLE[kind])

    def mapping(self, kind: type[Struct]) -> Schema:
        """The schema of a struct, in place."""
        hints = get_type_hints(kind, include_extras=True)
        fields = structs.fields(kind)
        title, description = STRUCTS[kind.__name__]
        found: Schema = {
            "title": title,
            "description": description,
            "type": "object",
            "additionalProperties": False,
            "properties": {
                field.name: self._field(kind, field.name, hints[field.name], field.required)
                for field in fields
            },
            "required": [field.name for field in fields if field.required],
        }
        if one_of := ONE_OF.get(kind.__name__):
            found["anyOf"] = [{"required": [name]} for name in one_of]
        short = SHORT_FORMS.get(kind.__name__)
        return {"anyOf": [found["properties"][short], found]} if short else found

    def _field(self, struct: type[Struct], name: str, kind: Any, required: bool) -> Schema:
        """A field with its words; a lone value may stand for a list, a needed list holds some."""
        words = FIELDS[struct.__name__][name]
        named = {"title": words.title, "description": words.description}
        found = self.value(kind)
        if get_origin(kind) is tuple:
            if required:
                found["minItems"] = 1
            if "$ref" not in found["items"]:
                # Told apart by their words, else an editor shows both at once.
                several = {**named, "description": f"{words.description} (Danh sách.)"}
                found = {"anyOf": [{**found["items"], **named}, {**found, **several}]}
        elif get_origin(kind) is dict and required:
            found["minProperties"] = 1
        if words.examples and "enum" not in found:
            found["examples"] = list(words.examples)
        return {**found, **named}

    def _element(self, kind: Any) -> Schema:
        """An element of a list; a struct by its name, for it may hold itself."""
        if not (isinstance(kind, type) and issubclass(kind, Struct)):
            return self.value(kind)
        name = kind.__name__
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.mapping(kind)
        return {"$ref": f"#/definitions/{name}"}

    def _dictionary(self, key_kind: Any, value_kind: Any) -> Schema:
        found = {"type": "object", "additionalProperties": self.value(value_kind)}
        known = [key for key in self.value(key_kind).get("enum", ()) if isinstance(key, str)]
        return {**found, "propertyNames": {"enum": known}} if known else found

    def _string(self, extra: dict[str, Any]) -> Schema:
        """A string of the model, by what `Meta.extra` says of it."""
        if "matches" in extra:
            found = _matching(f"^(?:{extra['matches']})$", f"viết như {extra['like']}")
            # A phase of one year is a number to YAML.
            year = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
            return {**found, **year} if extra.get("defines") == "phase" else found
        if "defines" in extra:
            reserved = "|".join(sorted(RESERVED_IDS))
            message = "chữ thường không dấu, chữ số, gạch nối; bắt đầu bằng chữ"
            return _matching(f"^(?!(?:{reserved})$){ID_PATTERN}$", message)
        if "names" in extra:
            found = _matching(_FILE_PATTERN, "nêu tên tệp, không nêu đường dẫn")
            return {**found, "type": ["string", "number"]}
        uses = extra.get("uses", "")
        if known := self.known.get(uses):
            return _known(known, _UNKNOWN[uses])
        return _text()


def _text() -> Schema:
    """Any plain value: words, or what YAML would take for a number or a truth."""
    words = {
        "type": ["string", "number"],
        "pattern": _TEXT_PATTERN,
        "patternErrorMessage": "văn bản trống, hoặc bị ngắt thành nhiều đoạn",
        "errorMessage": "ở đây cần văn bản",
    }
    # Not simply one type more: an editor would propose true and false in every text.
    return {"anyOf": [{"if": {"type": "boolean"}, "else": words}]}


def _matching(pattern: str, message: str) -> Schema:
    """A string of a given form."""
    return {"type": "string", "pattern": pattern, "patternErrorMessage": message}


def _choice(values: dict[str, str]) -> Schema:
    return {
        "type": "string",
        "enum": list(values),
        "enumDescriptions": list(values.values()),
        "errorMessage": f"chọn một trong: {', '.join(values)}",
    }


def _known(ids: dict[str, str], message: str) -> Schema:
    """One of the ids that there are; a phase of one year is also a number to YAML."""
    numbers = [int(name) for name in ids if name.isdecimal()]
    return {
        "type": ["string", "integer"] if numbers else "string",
        "enum": [*ids, *numbers],
        "enumDescriptions": [*ids.values(), *("" for _ in numbers)],
        "errorMessage": message,
    }


_SIMPLE: dict[Any, Schema] = {
    str: _text(),
    int: {"type": ["integer", "string"], "pattern": r"^-?[0-9]{1,9}$"},
    datetime.date: {
        "type": "string",
        "format": "date",
        "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "patternErrorMessage": "viết năm-tháng-ngày, như 2023-11-17",
    },
}
