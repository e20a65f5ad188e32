"""The schemas of the plan's files: held to the model, to the reader and to an outside validator."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from click.testing import CliRunner
from jsonschema import Draft7Validator, FormatChecker
from msgspec import Struct, structs
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import YAMLError

from plandoc.builds import build
from plandoc.cli import cli
from plandoc.diagnostics import Severity
from plandoc.documents.template_files import read_templates
from plandoc.inputs import Options, read_inputs
from plandoc.model import plan as model
from plandoc.reading.known import known
from plandoc.reading.reader import Reading, read_files, read_plan
from plandoc.reading.source import Files, read_folder
from plandoc.schemas.files import KINDS, schemas
from plandoc.schemas.generating import schema
from plandoc.schemas.naming import FOLDER, kind_of, modeline
from plandoc.schemas.values import VALUES
from plandoc.schemas.words import FIELDS, STRUCTS
from tests.cases import BASE, CASES, base_files, read_cases

ROOT = Path(__file__).parent.parent
ASSEMBLED = {"Plan", "TaskSection"}  # of several files; none is written like this
WRITTEN = {
    name: kind
    for name, kind in vars(model).items()
    if isinstance(kind, type) and issubclass(kind, Struct) and kind is not Struct
    if name not in ASSEMBLED
}

# Faults that a file shows by itself, or against the ids of the plan.
STRUCTURAL = {
    "P007",
    "P010",
    "P011",
    "P012",
    "P013",
    "P014",
    "P015",
    "P102",
    "P103",
    "P106",
    "P107",
}


class Constructor(SafeConstructor):
    """YAML 1.2 has no dates: what looks like one is words."""


Constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def load(text: str) -> Any:
    """A file as any other program reads it; keys are words, as in JSON. Raises YAMLError."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = Constructor
    return in_json(yaml.load(text))


def in_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): in_json(inner) for key, inner in value.items()}
    return [in_json(inner) for inner in value] if isinstance(value, list) else value


def validator(reading: Reading, name: str) -> Draft7Validator:
    """By what a file of the plan is to be judged."""
    return _validator(kind_of(name), json.dumps(known(reading)))


@cache
def _validator(kind: str, ids: str) -> Draft7Validator:
    written = schema(KINDS[kind][0], json.loads(ids))
    return Draft7Validator(written, format_checker=FormatChecker())


def accepts(validator: Draft7Validator, text: str) -> bool:
    try:
        return bool(validator.is_valid(load(text)))
    except YAMLError:
        return False


def faults(reading: Reading, path: str) -> set[str]:
    """The codes of what the reader finds wrong in a file."""
    return {d.code for d in reading.diagnostics if d.span.path == path}


def kinds_in(annotation: Any) -> Iterator[Any]:
    """An annotation and all that it is made of."""
    yield annotation
    for argument in () if get_origin(annotation) is Literal else get_args(annotation):
        yield from kinds_in(argument)


# --- the table of words -----------------------------------------------------------------------


@pytest.mark.parametrize("name", WRITTEN)
def test_every_field_has_words_and_no_other(name: str) -> None:
    assert list(FIELDS[name]) == [field.name for field in structs.fields(WRITTEN[name])]
    assert STRUCTS[name][0]
    for words in FIELDS[name].values():
        assert words.title[0].isupper()
        assert words.description.endswith(".")


def test_the_table_knows_no_other_struct() -> None:
    assert set(STRUCTS) == set(FIELDS) == set(WRITTEN)


def test_every_choice_has_words_and_no_other() -> None:
    hints = (get_type_hints(kind, include_extras=True) for kind in WRITTEN.values())
    found = {part for hint in hints for field in hint.values() for part in kinds_in(field)}
    choices = {part for part in found if get_origin(part) is Literal}
    assert choices == set(VALUES)
    for choice in choices:
        assert list(get_args(choice)) == list(VALUES[choice])


# --- the schemas against the model ------------------------------------------------------------


@pytest.mark.parametrize("name", WRITTEN)
def test_a_schema_has_the_fields_of_its_struct(name: str) -> None:
    written = schema(WRITTEN[name], {})
    fields = structs.fields(WRITTEN[name])
    if name == "Target":  # may stand as its bare text
        written = written["anyOf"][1]
    assert list(written["properties"]) == [field.name for field in fields]
    assert written["required"] == [field.name for field in fields if field.required]
    assert written["additionalProperties"] is False
    for field, words in zip(written["properties"].values(), FIELDS[name].values(), strict=True):
        assert (field["title"], field["description"]) == (words.title, words.description)


def test_every_schema_is_one() -> None:
    for content in schemas(known(real())).values():
        Draft7Validator.check_schema(json.loads(content))


def test_an_example_is_accepted_by_the_field_that_shows_it() -> None:
    shown = 0
    for kind in WRITTEN.values():
        written = schema(kind, {})
        for field in (written["anyOf"][1] if "anyOf" in written else written).get("properties", {}):
            own = written.get("properties", {}).get(field, {})
            alone = {**own, "definitions": written.get("definitions", {})}
            for example in own.get("examples", ()):
                shown += 1
                assert Draft7Validator(alone, format_checker=FormatChecker()).is_valid(example)
    assert shown > 20


# --- the schemas against the reader -----------------------------------------------------------


@cache
def real() -> Reading:
    return read_plan(ROOT / "plan")


@pytest.mark.parametrize("folder", [ROOT / "plan", BASE], ids=["real", "base"])
def test_a_good_plan_passes(folder: Path) -> None:
    reading = read_plan(folder)
    for name, content in read_folder(folder).content.items():
        errors = validator(reading, name).iter_errors(load(content.decode()))
        assert [error.message for error in errors] == [], name


@pytest.mark.parametrize("path", sorted(CASES.glob("p*.yaml")), ids=lambda path: path.stem)
def test_the_cases(path: Path) -> None:
    """What the reader takes, the schema takes; what it refuses for its structure, so does that."""
    for case in read_cases(path):
        reading = read_files(case.files)
        for name, content in case.files.content.items():
            if name not in listed(reading, case.files) or b"<<:" in content:
                continue  # merge keys have gone when YAML is loaded
            codes = faults(reading, f"plan/{name}")
            text = content.decode("utf-8", "replace")
            errors = {c for c in codes if c < "P2"}
            if codes & {"P010", "P011", "P012", "P013", "P014"}:
                assert not accepts(validator(reading, name), text), (case.title, name)
            elif not errors:
                assert accepts(validator(reading, name), text), (case.title, name)


def listed(reading: Reading, files: Files) -> set[str]:
    """The files of a plan that were read at all: others are whatever they like."""
    other_format = any(d.code == "P016" for d in reading.diagnostics)
    return set() if other_format else {n for n in files.content if f"plan/{n}" in reading.sources}


# A plan that fills every field of every struct.
SIGNATURE = {"title": "GIÁM ĐỐC", "authority": "KT.", "name": "Trần Văn A"}
FULL: dict[str, Any] = {
    "plan.yaml": {
        "format": 1, "kind": "Kế hoạch", "place": "Huế", "issuer": "ubnd", "subject": "Việc",
        "sections": ["1-muc", "2-viec"], "signature": SIGNATURE, "number": "1/KH-UBND",
        "symbol": "KH-UBND", "date": "2024-02-29", "phases": ["2021-2025", "2030"],
        "bases": [{"id": "can-cu", "text": "Căn cứ Luật;"}],
        "enacting": {"text": "Ban hành:", "layout": "run-in"},
        "recipients": ["Như trên;"], "annexes": "inside",
    },
    "agencies.yaml": [
        {"id": "ubnd", "name": "Ủy ban"},
        {
            "id": "so", "name": "Sở A", "short": "SA", "aliases": ["Sở B"], "code": "SA",
            "superior": "ubnd", "place": "Huế", "letterhead": ["SỞ A"],
            "letterhead_short": "SỞ A", "signature": SIGNATURE,
            "since": "2020-01-01", "until": "2030-01-01",
        },
        {"id": "cac-so", "name": "Các sở", "roster": ["so"]},
    ],
    "indicators.yaml": [
        {
            "id": "tang", "name": "Tăng", "measure": "average", "components": ["một"],
            "restates": "tang", "base": "GRDP", "direction": "up",
            "targets": {"2021-2025": {"text": "8%", "base": "GRDP"}, "2030": "9%"},
        },
    ],
    "references.yaml": [
        {
            "id": "luat", "kind": "Luật", "title": "về việc", "number": "1/2020/QH14",
            "date": "2020-01-31", "issuer": "ubnd", "aliases": ["Luật một"],
        },
    ],
    "sections/1-muc.yaml": {
        "id": "muc", "kind": "text", "title": "MỤC",
        "items": [
            {
                "id": "mot", "title": "Một", "text": "Hai", "layout": "letter", "phase": "2030",
                "items": [{"id": "ba", "text": "Ba"}],
                "duties": [
                    {
                        "actors": ["so"], "kind": "report", "partners": ["ubnd"], "every": "year",
                        "before": "01/12", "to": "ubnd",
                    },
                ],
            },
        ],
    },
    "sections/2-viec/section.yaml": {
        "id": "viec", "kind": "tasks", "title": "VIỆC", "groups": ["1-nhom"]
    },
    "sections/2-viec/1-nhom.yaml": {
        "id": "nhom", "title": "Nhóm",
        "assignments": [
            {
                "id": "giao", "lead": ["so"], "lead_in": "Sở A:", "partners": ["ubnd"],
                "layout": "dash",
                "tasks": [
                    {
                        "id": "lam", "text": "Làm.", "partners": ["ubnd"], "deliverable": "Báo cáo",
                        "due": "2025", "funding": "tỉnh", "indicators": ["tang"],
                    },
                ],
            },
        ],
    },
}  # fmt: skip

SAMPLES = """\
12|12.5|007|0x1F|.inf|true|yes|''|"  "|Sở A|so|ubnd|tang|con|khong-co|a/b|year|report|dash|inside
leads|tasks|average|2025|2030|2021-2025|2023-11-17|2023-02-30|17/11/2023|01/12|32/12|"hai\\n\\nđoạn"
[]|[so]|[tang]|[so, 12]|[[so]]|[2021-2025]|[{}]|{}|{a: b}|{"2030": 9%}|{2030: 9%}|[Luật một]\
""".replace("\n", "|").split("|")
LOADED = {sample: load(sample) for sample in SAMPLES}


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every value in a file, by its path."""
    if path:
        yield path
    pairs = enumerate(value) if isinstance(value, list) else ()
    for key, one in value.items() if isinstance(value, dict) else pairs:
        yield from places(one, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy with another value at a path."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


def texts(**changed: str) -> dict[str, str]:
    return {name: json.dumps(value, ensure_ascii=False) for name, value in FULL.items()} | changed


def read_texts(found: dict[str, str]) -> Reading:
    return read_files(Files("plan", {name: text.encode() for name, text in found.items()}))


def test_the_full_plan_is_good_and_full() -> None:
    reading = read_texts(texts())
    assert [d for d in reading.diagnostics if d.severity is Severity.ERROR] == []
    names = {str(key) for value in FULL.values() for path in places(value) for key in path}
    assert {field for fields in FIELDS.values() for field in fields} <= names


def known_difference(path: tuple[Any, ...], sample: str) -> bool:
    """Where a value is no longer what was typed once YAML is loaded, and the reader reads what was
    typed; the schema's docstring tells of the first."""
    name = next((key for key in reversed(path) if isinstance(key, str)), "")
    return (
        (sample == "true" and name in ("id", "sections", "groups"))
        or (sample == ".inf" and name in ("sections", "groups"))
        or (sample == "0x1F" and name == "format")
    )


@pytest.mark.parametrize("name", FULL)
def test_reader_and_schema_agree_on_every_field(name: str) -> None:
    """Each value of the file in turn becomes each of the samples."""
    compared = 0
    for path in places(FULL[name]):
        whole = json.dumps(put(FULL[name], path, "@@"), ensure_ascii=False)
        for sample, loaded in LOADED.items():
            found = read_texts(texts(**{name: whole.replace('"@@"', sample)}))
            refused = faults(found, f"plan/{name}") & STRUCTURAL
            taken = validator(found, name).is_valid(put(FULL[name], path, loaded))
            if not known_difference(path, sample):
                assert taken is not bool(refused), (path, sample, refused)
                compared += 1
    assert compared >= len(SAMPLES) * 4


# --- what the command does --------------------------------------------------------------------


def test_the_command_writes_them_beside_the_plan(tmp_path: Path) -> None:
    plan = copied(tmp_path)
    done = CliRunner().invoke(cli, ["schema", "--plan", str(plan)], standalone_mode=False)
    assert done.return_value == 0, done.output
    names = [f"{FOLDER}/{name}.json" for name in KINDS]
    assert done.stdout.splitlines() == [f"{plan.as_posix()}/{name}" for name in names]
    group = json.loads((plan / names[-1]).read_text(encoding="utf-8"))
    lead = group["definitions"]["Assignment"]["properties"]["lead"]
    ids = dict(zip(lead["anyOf"][0]["enum"], lead["anyOf"][0]["enumDescriptions"], strict=True))
    assert ids["so-ct"] == "Sở Công Thương"
    before = {name: (plan / name).stat().st_mtime_ns for name in names}
    CliRunner().invoke(cli, ["schema", "--plan", str(plan)], standalone_mode=False)
    assert {name: (plan / name).stat().st_mtime_ns for name in names} == before


def test_a_plan_with_errors_has_schemas_too(tmp_path: Path) -> None:
    plan = copied(tmp_path, **{"plan.yaml": "place:\n"})
    done = CliRunner().invoke(cli, ["schema", "--plan", str(plan)], standalone_mode=False)
    assert done.return_value == 0
    assert "Sở Xây dựng" in (plan / FOLDER / "group.json").read_text(encoding="utf-8")


def test_what_no_file_could_tell_is_left_open(tmp_path: Path) -> None:
    plan = copied(tmp_path, **{"agencies.yaml": "- id: [\n"})
    found = validator(read_plan(plan), "plan.yaml")
    assert found.is_valid(load((plan / "plan.yaml").read_text(encoding="utf-8")))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    plan = copied(tmp_path)
    (plan / FOLDER).write_text("a file", encoding="utf-8")
    from plandoc.cli import main

    assert main(["schema", "--plan", str(plan)]) == 2


def test_the_build_renews_what_the_plan_names_and_nothing_else(tmp_path: Path) -> None:
    templates = read_templates(ROOT / "templates")

    def build_once() -> None:
        build(read_inputs(plan, templates, Options(agency="so-ct")), tmp_path / "output")

    plan = copied(tmp_path)
    build_once()
    assert not (plan / FOLDER).exists()
    path = plan / "agencies.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{modeline('agencies.yaml')}\n{text}", encoding="utf-8")
    build_once()
    assert "so-moi" not in (plan / FOLDER / "plan.json").read_text(encoding="utf-8")
    # An agency without a name is an error: nothing is built, the id is known all the same.
    path.write_text(f"{modeline('agencies.yaml')}\n{text}\n- id: so-moi\n", encoding="utf-8")
    build_once()
    assert "so-moi" in (plan / FOLDER / "plan.json").read_text(encoding="utf-8")


def test_the_schemas_are_no_part_of_the_plan(tmp_path: Path) -> None:
    plan = copied(tmp_path)
    CliRunner().invoke(cli, ["schema", "--plan", str(plan)], standalone_mode=False)
    assert read_plan(plan).diagnostics == []


def copied(folder: Path, **changed: str) -> Path:
    """The base plan in a folder, some files replaced or added to."""
    plan = folder / "plan"
    for name, text in base_files().items():
        path = plan / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.get(name, text), encoding="utf-8")
    return plan
