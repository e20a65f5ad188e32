"""plan.json: what its schema says, and that it says all that the plan says."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from plandoc.data import plan_json, plan_schema
from plandoc.model.numbering import outline
from plandoc.model.plan import Plan
from tests.sites import PLANS, ROOT, read


@pytest.fixture(scope="module", params=PLANS, ids=str)
def plan(request: pytest.FixtureRequest) -> Plan:
    return read(request.param)


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(plan_json(read(ROOT / "plan")))
    return found


def test_the_schema_is_a_schema_and_holds(plan: Plan) -> None:
    schema = json.loads(plan_schema())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert list(validator.iter_errors(json.loads(plan_json(plan)))) == []


def test_the_schema_is_strict_and_speaks_vietnamese() -> None:
    schema = json.loads(plan_schema())
    for definition in schema["$defs"].values():
        if "properties" in definition:
            assert definition["additionalProperties"] is False
            assert set(definition["required"]) == set(definition["properties"])
    described = json.dumps(schema, ensure_ascii=False)
    assert "Đúng như in trong kế hoạch" in described
    assert "footnote" not in described


def test_a_wrong_file_is_refused(real: dict[str, Any]) -> None:
    validator = Draft202012Validator(json.loads(plan_schema()))
    assert list(validator.iter_errors({**real, "extra": 1}))
    assert list(validator.iter_errors({**real, "format": 2}))
    assert list(validator.iter_errors({key: real[key] for key in real if key != "head"}))


def test_every_id_that_is_used_is_there(plan: Plan) -> None:
    data = json.loads(plan_json(plan))
    known = {
        name: {entry["id"] for entry in data[name]}
        for name in ("clauses", "agencies", "indicators", "references")
    }
    assert len(known["clauses"]) == len(data["clauses"]) == len(outline(plan))
    for clause in data["clauses"]:
        assert not clause["parent"] or clause["parent"] in known["clauses"]
        assert set(clause["tasks"]) <= known["clauses"]
        assert set(clause["lead"] + clause["partners"]) <= known["agencies"]
    for owed in data["responsibilities"]:
        assert owed["agency"] in known["agencies"]
        for share in owed["leads"] + owed["named"] + owed["shared"]:
            assert {share["assignment"], *share["tasks"]} <= known["clauses"]
    for indicator in data["indicators"]:
        for target in indicator["targets"]:
            assert set(target["clauses"]) <= known["clauses"]


def test_figures_are_typed_and_as_printed(real: dict[str, Any]) -> None:
    targets = {
        (indicator["id"], target["phase"]): target
        for indicator in real["indicators"]
        for target in indicator["targets"]
    }
    assert targets["grdp-growth", "2021-2025"] == {
        "phase": "2021-2025",
        "text": "8,5%-8,7%/năm",
        "figure": {
            "qualifier": "exact",
            "values": ["8.5", "8.7"],
            "unit": "%",
            "period": "năm",
        },
        "base": "",
        "clauses": ["kinh-te-2025"],
    }
    shares = targets["grdp-structure", "2026-2030"]["figure"]["values"]
    assert shares == ["62", "30", "1", "7"]
    assert targets["fdi", "2026-2030"]["clauses"] == [
        "dau-tu-nuoc-ngoai-2025",
        "cong-nghiep-dau-tu-2030",
    ]


def test_texts_are_as_printed_with_their_notes_apart(real: dict[str, Any]) -> None:
    clauses = {clause["id"]: clause for clause in real["clauses"]}
    clause = clauses["dau-tu-nuoc-ngoai-2025"]
    assert clause["text"].endswith(
        "thu hút đầu tư nước ngoài giai đoạn 2021-2025 đạt 9 tỷ đô la Mỹ."
    )
    assert clause["citation"] == "gạch đầu dòng thứ năm, điểm 2.1 khoản 2 Mục II"
    (note,) = clause["notes"]
    assert (note["field"], note["at"]) == ("text", len(clause["text"]) - 1)
    assert note["text"].startswith("Giai đoạn 2021-2025: thu hút")
    report = clauses["bao-cao-hang-nam"]["duties"][1]
    assert (report["every"], report["before"], report["to"]) == ("year", "01/12", "so-khdt")


def test_the_same_plan_gives_the_same_bytes(plan: Plan) -> None:
    content = plan_json(plan)
    assert content == plan_json(plan)
    assert content.endswith(b"}\n")
    assert "kế hoạch" in content.decode().lower()
    assert b"\\u" not in content
