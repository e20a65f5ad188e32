"""Who owes what, against the audit of the plan's text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plandoc.model.duties import (
    Responsibilities,
    leads,
    owing,
    reaches,
    responsibilities,
    roster,
)
from plandoc.model.numbering import clauses_by_id, outline
from plandoc.model.plan import Assignment, Plan
from plandoc.reading.reader import read_files, read_plan
from tests.cases import changed
from tests.revisions import Editor

PLAN = read_plan(Path(__file__).parent.parent / "plan").plan
assert PLAN is not None
DUTIES = responsibilities(PLAN)
BY_ID = clauses_by_id(PLAN)

COLLECTIVES = "cac-so-nganh ubnd-cap-huyen don-vi-lien-quan"

# The table "Who does what" of the source: clause, lead, whether the sentence says "chủ trì",
# partners in printed order, tasks, layout.
ASSIGNMENTS = """
III.1.a so-khdt   says   -        +collectives     2 dash
III.1.b so-tttt   silent so-khcn  +collectives     2 dash
III.1.c so-ct     silent -        +collectives     1 inline
III.2.a so-khdt   says   -        +collectives     2 dash
III.2.b so-xd     says   -        +collectives     1 dash
III.2.c so-ct     says   -        +collectives     5 dash
III.2.d bql-kcn   says   -        +collectives     1 inline
III.3.a so-khcn   says   so-khdt  +collectives     2 dash
III.3.b so-ldtbxh silent -        +collectives     1 dash
III.3.c so-gddt   says   so-khcn  don-vi-lien-quan 2 dash
III.3.d so-ct     says   so-tttt,so-khdt,so-khcn - 1 inline
III.4.a so-gtvt   says   -        +collectives     2 dash
III.4.b so-tttt   says   -        +collectives     1 dash
III.4.c so-xd     says   -        +collectives     3 dash
III.4.d so-nnptnt says   -        +collectives     1 dash
III.5.a so-khdt   says   -        +collectives     4 dash
III.5.b lmhtx     says   so-nnptnt +collectives    2 dash
III.6.a so-tnmt   says   -        +collectives     3 dash
III.6.b so-ct     says   -        +collectives     2 dash
III.7.a so-vhttdl says   -        +collectives     2 dash
III.7.b so-ldtbxh says   -        +collectives     3 dash
III.7.c so-ct     says   -        +collectives     1 paragraph
"""

# The table "Lead totals": assignments / tasks.
TOTALS = {
    "so-ct": (5, 10),
    "so-khdt": (3, 8),
    "so-xd": (2, 4),
    "so-ldtbxh": (2, 4),
    "so-tttt": (2, 3),
    "so-tnmt": (1, 3),
    "so-khcn": (1, 2),
    "so-gddt": (1, 2),
    "so-gtvt": (1, 2),
    "so-vhttdl": (1, 2),
    "lmhtx": (1, 2),
    "so-nnptnt": (1, 1),
    "bql-kcn": (1, 1),
}

DISTRICTS = (
    "thu-dau-mot thuan-an di-an tan-uyen ben-cat bau-bang bac-tan-uyen dau-tieng phu-giao".split()
)


def rows() -> Iterator[tuple[str, str, bool, list[str], int, str]]:
    for line in ASSIGNMENTS.strip().splitlines():
        clause, lead, says, named, collective, tasks, layout = line.split()
        partners = [] if named == "-" else named.split(",")
        if collective != "-":
            partners += collective.replace("+collectives", COLLECTIVES.replace(" ", ",")).split(",")
        yield clause, lead, says == "says", partners, int(tasks), layout


def test_who_does_what() -> None:
    assignments = [clause for clause in outline(PLAN) if isinstance(clause.node, Assignment)]
    found = [
        (
            clause.short,
            *clause.node.lead,
            "chủ trì" in clause.node.lead_in,
            list(clause.node.partners),
            len(clause.node.tasks),
            clause.node.layout,
        )
        for clause in assignments
        if isinstance(clause.node, Assignment)
    ]
    assert found == list(rows())


def test_partners_inside_a_task() -> None:
    inside = {task.id: task.partners for a in PLAN.assignments for task in a.tasks if task.partners}
    assert inside == {"chat-thai-nhua": ("so-ct", "so-vhttdl")}
    (share,) = [s for s in DUTIES["so-vhttdl"].named if s.assignment.short == "III.6.a"]
    assert [task.id for task in share.tasks] == ["chat-thai-nhua"]
    assert not share.whole


def test_lead_totals() -> None:
    totals = {
        agency: (len(duties.leads), sum(len(share.tasks) for share in duties.leads))
        for agency, duties in DUTIES.items()
        if duties.leads
    }
    assert totals == TOTALS
    assert set(leads(PLAN)) == set(TOTALS)
    assert sum(tasks for _, tasks in TOTALS.values()) == 44


def test_twenty_nine_agencies_have_duties_and_no_collective_has_any() -> None:
    assert len(DUTIES) == 29
    assert set(DUTIES) == {*roster(PLAN, "cac-so-nganh"), *roster(PLAN, "ubnd-cap-huyen"), "lmhtx"}
    assert not any(PLAN.agency[agency].collective for agency in DUTIES)
    assert "ubnd-tinh" not in DUTIES  # it receives and approves, it owes nothing


@settings(deadline=None, max_examples=50)
@given(seed=st.integers(0, 2**32))
def test_who_owes_anything_is_known_without_knowing_what(seed: int) -> None:
    plan = Editor(PLAN, seed).edit(12)
    assert owing(plan) == set(responsibilities(plan))


def test_whom_a_list_reaches() -> None:
    assert reaches(PLAN, ("so-ct",))
    assert reaches(PLAN, ("don-vi-lien-quan", "cac-so-nganh"), but="so-khdt")
    assert reaches(PLAN, ("don-vi-chu-tri",))
    assert not reaches(PLAN, ())
    assert not reaches(PLAN, ("don-vi-lien-quan",))
    assert not reaches(PLAN, ("so-ct",), but="so-ct")


def test_rosters() -> None:
    others = {"vp-ubnd", "so-nv", "so-tp", "so-tc", "so-yt", "so-ngv", "thanh-tra"}
    assert set(roster(PLAN, "cac-so-nganh")) == {*TOTALS, *others} - {"lmhtx"}
    assert roster(PLAN, "ubnd-cap-huyen") == tuple(f"ubnd-{name}" for name in DISTRICTS)
    assert roster(PLAN, "don-vi-lien-quan") == ()
    assert roster(PLAN, "don-vi-chu-tri") == leads(PLAN)
    assert roster(PLAN, "so-ct") == ()


def test_so_tai_chinh_is_named_only_in_section_iv() -> None:
    duties = DUTIES["so-tc"]
    assert duties.leads == duties.named == ()
    named = [(d.clause.short, d.duty.kind, d.role) for d in duties.clauses if not d.through]
    assert named == [("IV.2", "funding", "actor")]
    assert {d.through for d in duties.clauses if d.through} == {"cac-so-nganh"}
    assert duties.shared  # as a member of the sở, ban, ngành


def test_lien_minh_htx_owes_no_report() -> None:
    duties = DUTIES["lmhtx"]
    assert [share.assignment.short for share in duties.leads] == ["III.5.b"]
    assert duties.named == duties.shared == ()
    assert [(d.clause.short, d.duty.kind) for d in duties.clauses] == [("IV.1", "planning")]


def test_the_report() -> None:
    owing = [
        agency
        for agency, duties in DUTIES.items()
        for owed in duties.clauses
        if owed.duty.kind == "report"
    ]
    assert len(owing) == len(set(owing)) == 27  # all but lmhtx, and so-khdt who receives it
    assert set(DUTIES) - set(owing) == {"lmhtx", "so-khdt"}
    (report,) = [d for d in DUTIES["ubnd-bau-bang"].clauses if d.duty.kind == "report"]
    assert (report.duty.every, report.duty.before, report.duty.to) == ("year", "01/12", "so-khdt")
    assert (report.clause.short, report.through) == ("IV.3", "ubnd-cap-huyen")


def test_so_khdt_compiles_and_monitors() -> None:
    found = [(d.clause.short, d.duty.kind, d.role) for d in DUTIES["so-khdt"].clauses]
    assert found == [
        ("IV.1", "planning", "actor"),
        ("IV.3", "execution", "actor"),
        ("IV.3", "synthesis", "actor"),
        ("IV.4", "monitoring", "actor"),
    ]


@pytest.mark.parametrize("agency", DUTIES)
def test_an_agency_has_one_part_in_a_task(agency: str) -> None:
    duties = DUTIES[agency]
    shares = [*duties.leads, *duties.named, *duties.shared]
    tasks = [task.id for share in shares for task in share.tasks]
    assert len(tasks) == len(set(tasks))
    for share in duties.leads:
        assert agency in share.lead
    for share in (*duties.named, *duties.shared):
        assert agency not in share.lead
    owed = [(d.clause.id, d.duty) for d in duties.clauses]
    assert len({(clause, id(duty)) for clause, duty in owed}) == len(owed)


@pytest.mark.parametrize("district", DISTRICTS)
def test_a_district_shares_what_the_collective_is_named_for(district: str) -> None:
    duties = DUTIES[f"ubnd-{district}"]
    assert duties.leads == duties.named == ()
    shared = {share.assignment.short for share in duties.shared}
    assert shared == {
        clause for clause, _, _, partners, _, _ in rows() if "ubnd-cap-huyen" in partners
    }
    assert len(shared) == 20
    assert all(share.whole for share in duties.shared)


def test_named_once_where_also_a_member() -> None:
    """so-khcn is named in III.1.b, and belongs to the collective that is named there too."""
    for clause in ("III.1.b", "III.3.c", "III.3.d"):
        found = [
            field
            for field in ("leads", "named", "shared")
            for share in getattr(DUTIES["so-khcn"], field)
            if share.assignment.short == clause
        ]
        assert found == ["named"]


def test_members_that_are_not_named_in_a_task_share_the_rest_of_the_assignment() -> None:
    (share,) = [s for s in DUTIES["so-vhttdl"].shared if s.assignment.short == "III.6.a"]
    assert [task.id for task in share.tasks] == ["cong-nghiep-moi-truong", "bien-doi-khi-hau"]
    assert not share.whole


# -- Cases that the real plan does not have

GROUP = """
assignments:
  - id: mot
    lead: {lead}
    partners: {partners}
    lead_in: "x:"
    tasks:
      - {{id: viec-1, text: Một.}}
      - {{id: viec-2, text: Hai., partners: {inside}}}
"""
COLLECTIVE = "- {id: cac-so, name: các sở, roster: [so-ct, so-xd]}"


def small(lead: str, partners: str, inside: str) -> dict[str, Responsibilities]:
    group = GROUP.format(lead=lead, partners=partners, inside=inside)
    files = changed({"agencies.yaml": COLLECTIVE, "sections/2-nhiem-vu/1-cong-nghiep.yaml": group})
    plan = read_files(files).plan
    assert isinstance(plan, Plan)
    return responsibilities(plan)


def parts(duties: Responsibilities) -> dict[str, list[str]]:
    fields = {"leads": duties.leads, "named": duties.named, "shared": duties.shared}
    return {
        name: [task.id for share in shares for task in share.tasks]
        for name, shares in fields.items()
        if shares
    }


def test_two_leads_of_one_assignment_both_lead_and_neither_is_a_partner() -> None:
    duties = small("[so-ct, so-xd]", "[cac-so]", "[]")
    assert [parts(d) for d in duties.values()] == [{"leads": ["viec-1", "viec-2"]}] * 2


def test_a_collective_named_inside_a_task_shares_that_task() -> None:
    duties = small("so-ct", "[]", "[cac-so]")
    assert parts(duties["so-ct"]) == {"leads": ["viec-1", "viec-2"]}
    assert parts(duties["so-xd"]) == {"shared": ["viec-2"]}


def test_a_partner_named_twice_is_named_once() -> None:
    duties = small("so-ct", "[so-xd, so-xd, cac-so]", "[so-xd, so-xd]")
    assert parts(duties["so-xd"]) == {"named": ["viec-1", "viec-2"]}
    duties = small("so-ct", "[cac-so]", "[so-xd, so-xd]")
    assert parts(duties["so-xd"]) == {"named": ["viec-2"], "shared": ["viec-1"]}
