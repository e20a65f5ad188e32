"""Faults of templates and of the profile: told with their place, like those of a plan."""

import shutil
from pathlib import Path

import pytest

from plandoc.diagnostics import PlandocError
from plandoc.documents.document import Templates, annexes_document, words
from plandoc.documents.profile import read_profile
from plandoc.documents.template_files import read_templates
from plandoc.documents.templates import TemplateFault, TemplateFolder
from plandoc.model.plan import Plan
from plandoc.products import Work, action_plan, products
from plandoc.reading.reader import read_files
from tests.cases import changed
from tests.outline import outline

TEMPLATES = Path(__file__).parent.parent / "templates"
PLAN = read_files(changed({})).plan
assert isinstance(PLAN, Plan)


@pytest.mark.parametrize(
    ("template", "code", "line"),
    [
        ("a\n{% for x in y %}\n{{ x }}\n", "P901", 3),
        ("a\n{{ t", "P901", 2),
        ("a\n{{ t|khong_co }}", "P901", 2),
        ("a\nb {{ t.subjet }}", "P902", 2),
        ("a\n{{ khong_co }}", "P902", 2),
        ("a\n{% for x in khong_co %}{% endfor %}", "P902", 2),
        ("a\n{{ plan.head.subjet }}", "P902", 2),
        ("a\n{{ 1 // 0 }}", "P903", 2),
        ("a\n\n{{ t.index('z') }}", "P903", 3),
        ("a\n{{ plan.head.date }}", "P903", 2),  # None: the base plan is a draft
        ("a\n{% include 'plan.j2' %}", "P903", 2),  # itself, for ever
        ("a\n{% from 'macros.j2' import m %}\n{{ m(t) }}", "P902", 3),
        ("a\n{% macro m(x) %}\n{{ x.y }}\n{% endmacro %}\n{{ m(t) }}", "P902", 3),
    ],
)
def test_a_fault_of_a_template_is_told_at_its_line(
    tmp_path: Path, template: str, code: str, line: int
) -> None:
    (tmp_path / "plan.j2").write_text(template, encoding="utf-8")
    (tmp_path / "macros.j2").write_text("a\nb\n{% macro m(x) %}{{ x.y }}{% endmacro %}")
    with pytest.raises(TemplateFault) as caught:
        Templates(read_templates(tmp_path)).document("plan.j2", t="chữ", plan=PLAN)
    diagnostic = caught.value.diagnostic
    assert (diagnostic.code, diagnostic.span.line) == (code, line)
    named = "macros.j2" if "macros" in template else "plan.j2"
    assert diagnostic.span.path == f"{tmp_path.as_posix()}/{named}"
    assert caught.value.sources[diagnostic.span.path].text


# Ways out of the sandbox that others have tried.
ESCAPES = (
    "{{ t.__class__.__mro__ }}",
    "{{ t['__class__'] }}",
    "{{ t|attr('__class__') }}",
    "{{ none.__class__ }}",
    "{{ [t]|map(attribute='__class__')|first }}",
    "{{ [t]|map('attr', '__class__')|first }}",
    "{{ '{0.__class__}'.format(t) }}",
    "{{ '{0.__class__}'|format(t) }}",
    "{{ '{x.__class__}'.format_map({'x': t}) }}",
    "{{ '%s' % t.__class__ }}",
    "{{ t.format.__globals__ }}",
    "{{ t.encode.__self__ }}",
    "{{ words.__code__ }}",
    "{{ words.__globals__ }}",
    "{{ words.__closure__ }}",
    "{{ plan.__class__ }}",
    "{{ plan.head._struct.kind }}",
    "{{ plan.head|attr('_struct') }}",
    "{{ plan.head.__init__ }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{% for x in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
    "{% for x in [1] %}{{ loop._length or 1 }}{% endfor %}",
    "{% set n = namespace(a=1) %}{{ n._Namespace__attrs['a'] }}",
    "{% set n = namespace(a=1) %}{{ n['_Namespace__attrs']['a'] }}",
    "{% set plan.head = 1 %}",
    "{% macro m() %}{% endmacro %}{{ m.__init__.__globals__ }}",
    "{{ plan.agency.clear() }}",
    "{{ plan.head.phases.append(1) }}",
    "{% set x = [1] %}{{ x.append(2) }}",
    "{% set x = {'a': 1} %}{{ x.update({'b': 2}) }}",
    "{% for x in range(10) %}{% endfor %}",
    "{{ lipsum() }}",
    "{{ cycler }}",
    "{{ joiner }}",
    "{{ dict }}",
    "{{ 'a' * 10000000000 }}",
    "{{ 10000000000 * t }}",
    "{{ [1] * 10000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
)
OUTSIDE = (
    "{% include '../bi-mat' %}",
    "{% include '/etc/passwd' %}",
    "{% include '..\\\\bi-mat' %}",
    "{% include 'con/../../bi-mat' %}",
    "{% include 'lien-ket' %}",
    "{% include ['khong-co', 'lien-ket'] %}",
    "{% include 'ra-ngoai/bi-mat' %}",
    "{% import 'lien-ket' as x %}",
    "{% extends 'lien-ket' %}",
    "{% include 'x\\0' %}",
)


def tried(folder: Path, markdown: bool) -> str:
    """A template for documents or one for pages, rendered."""
    context = {"t": "chữ", "plan": PLAN, "words": words(PLAN)}
    if markdown:
        return Templates(read_templates(folder)).document("plan.j2", **context).markdown
    return TemplateFolder(read_templates(folder)).render("plan.j2", context)


@pytest.mark.parametrize("markdown", [True, False], ids=["document", "page"])
@pytest.mark.parametrize("template", ESCAPES)
def test_a_template_is_kept_in_its_sandbox(tmp_path: Path, template: str, markdown: bool) -> None:
    (tmp_path / "plan.j2").write_text(template, encoding="utf-8")
    with pytest.raises(TemplateFault) as caught:
        tried(tmp_path, markdown)
    assert caught.value.diagnostic.code in ("P902", "P903")
    assert PLAN.agency


def test_an_agency_of_which_only_the_name_is_known() -> None:
    """Nobody to sign, no code: P210 tells it, and the template has a place to fill in."""
    plan = read_files(changed({"agencies.yaml": "- id: so-ct\n  name: Sở Công Thương"})).plan
    templates = read_templates(TEMPLATES)
    profile = read_profile(templates).profile
    assert plan
    assert profile
    (batch,) = action_plan(Work(plan, templates, profile), "so-ct")
    (content,) = batch.files.values()
    assert "/KH-…" in outline(content)


@pytest.mark.parametrize(
    ("terms", "sentence"),
    [
        ("", "báo cáo kết quả thực hiện./."),
        (", every: year", "Hằng năm, báo cáo kết quả thực hiện./."),
        (", before: 01/12, to: so-xd", "trước ngày 01/12, báo cáo kết quả thực hiện về Sở Xây"),
    ],
)
def test_a_report_says_of_receiver_and_day_what_the_plan_does(terms: str, sentence: str) -> None:
    duty = f"{{actors: so-ct, kind: report{terms}}}"
    item = f"items:\n  - {{id: bao-cao, text: Sở Công Thương báo cáo., duties: [{duty}]}}"
    plan = read_files(changed({"sections/1-muc-tieu.yaml": item})).plan
    templates = read_templates(TEMPLATES)
    profile = read_profile(templates).profile
    assert plan
    assert profile
    (batch,) = action_plan(Work(plan, templates, profile), "so-ct")
    (content,) = batch.files.values()
    assert f"Chế độ báo cáo: {sentence}" in outline(content)


@pytest.mark.parametrize("markdown", [True, False], ids=["document", "page"])
@pytest.mark.parametrize("template", OUTSIDE)
def test_a_template_reads_its_own_folder_only(
    tmp_path: Path, template: str, markdown: bool
) -> None:
    (tmp_path / "bi-mat").write_text("bí mật", encoding="utf-8")
    folder = tmp_path / "templates"
    (folder / "con").mkdir(parents=True)
    (folder / "lien-ket").symlink_to("../bi-mat")
    (folder / "ra-ngoai").symlink_to("..")
    (folder / "plan.j2").write_text(template, encoding="utf-8")
    with pytest.raises(PlandocError, match=r"không có tệp mẫu|dẫn ra ngoài thư mục mẫu"):
        tried(folder, markdown)


def test_links_inside_a_folder_of_templates_are_followed(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "chung.j2").write_text("chung", encoding="utf-8")
    (folder / "plan.j2").symlink_to("chung.j2")
    (tmp_path / "linked").symlink_to(folder)
    assert tried(folder, True) == tried(tmp_path / "linked", False) == "chung"


def test_what_lies_beside_the_templates_of_the_site_is_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    (tmp_path / "bi-mat").write_text("bí mật", encoding="utf-8")
    (folder / "site" / "khoa.txt").symlink_to("../../bi-mat")
    with pytest.raises(PlandocError, match=r"khoa\.txt dẫn ra ngoài thư mục mẫu"):
        read_templates(folder)


def test_a_template_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PlandocError, match=r"plan\.j2"):
        Templates(read_templates(tmp_path)).document("plan.j2")


def test_p905_a_row_with_more_cells_than_its_head(tmp_path: Path) -> None:
    """markdown-it would drop the words of the last."""
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    template = folder / "annex-tables.md.j2"
    text = template.read_text(encoding="utf-8")
    assert "{{ entry.short }} |\n" in text
    template.write_text(
        text.replace("{{ entry.short }} |\n", "{{ entry.short }} | thừa |\n"), "utf-8"
    )
    templates = read_templates(folder)
    profile = read_profile(templates).profile
    assert profile is not None
    with pytest.raises(TemplateFault) as caught:
        list(products(Work(PLAN, templates, profile)))
    diagnostic = caught.value.diagnostic
    assert "số ô của hàng khác số cột: “8/7”, ở dòng mà mẫu in ra: | **1.** |" in diagnostic.message
    assert "cho đủ số ô" in diagnostic.hint


def test_p905_tells_the_template_that_says_it(tmp_path: Path) -> None:
    """Also one that another template includes."""
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    template = folder / "annex-tables.md.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("{.task-annex}", "{.task-anex}"), "utf-8")
    templates = read_templates(folder)
    profile = read_profile(templates).profile
    assert profile is not None
    with pytest.raises(TemplateFault, match="“task-anex”, ở dòng mà mẫu in ra") as caught:
        list(products(Work(PLAN, templates, profile)))
    span = caught.value.diagnostic.span
    assert span.path == templates.path("annex-tables.md.j2")
    assert text.split("\n")[span.line - 1] == "{.task-annex}"


@pytest.mark.parametrize(
    ("names", "says"),
    [
        ('names(["so-khong-co"])', "không có cơ quan so-khong-co"),
        ('names("so-ct")', "danh sách mã"),
    ],
)
def test_names_tell_what_they_do_not_know(tmp_path: Path, names: str, says: str) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    template = folder / "annexes.md.j2"
    template.write_text(f"{{{{ {names}|join }}}}", "utf-8")
    templates = read_templates(folder)
    with pytest.raises(TemplateFault, match=says):
        annexes_document(templates, PLAN)


@pytest.mark.parametrize("markdown", ["{.khong-co}\nChữ", "[chữ]{.khong-co}", "{.khong-co}\n# Chữ"])
def test_p905_a_class_that_the_profile_does_not_know(tmp_path: Path, markdown: str) -> None:
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    template = folder / "plan.md.j2"
    text = template.read_text(encoding="utf-8")
    template.write_text(f"{text}\n\n{markdown}\n", encoding="utf-8")
    templates = read_templates(folder)
    profile = read_profile(templates).profile
    assert profile is not None
    with pytest.raises(TemplateFault) as caught:
        list(products(Work(PLAN, templates, profile)))
    diagnostic = caught.value.diagnostic
    assert diagnostic.code == "P905"
    assert diagnostic.span.path == template.as_posix()
    line = caught.value.sources[diagnostic.span.path].lines[diagnostic.span.line - 1]
    assert "khong-co" in line


def test_the_profile_is_sound() -> None:
    assert read_profile(read_templates(TEMPLATES)).diagnostics == []


@pytest.mark.parametrize(
    ("found", "wrong", "code"),
    [
        ("left: {value: 30, legal: [30, 35]}", "left: {value: 29, legal: [30, 35]}", "P904"),
        ("top: {value: 20, legal: [20, 25]}", "top: {value: 25.5, legal: [20, 25]}", "P904"),
        ("name: Quốc hiệu", "name: Tiêu ngữ", "P906"),
        ("name: Quốc hiệu", "name: Quốc hiệu, Tiêu ngữ", "P906"),
        ("  national-name:", "  national-nam:", ""),  # only a template can miss that one
        ("  anchor:", "  anchr:", "P906"),
        ("align: center", "align: centre", "P014"),
        ("font: Times New Roman", "fnt: Times New Roman", "P010"),
        ("width: 210", "width: hai trăm", "P011"),
    ],
)
def test_a_fault_of_the_profile_is_told_at_its_line(
    tmp_path: Path, found: str, wrong: str, code: str
) -> None:
    text = (TEMPLATES / "style.yaml").read_text(encoding="utf-8")
    assert found in text
    broken = tmp_path / "style.yaml"
    broken.write_text(text.replace(found, wrong, 1), encoding="utf-8")
    reading = read_profile(read_templates(tmp_path))
    assert (reading.profile is None) == bool(code)
    first = [(d.code, d.span.line) for d in reading.diagnostics][:1]
    line = text[: text.index(found)].count("\n") + 1
    if code == "P906":  # the second of two names, or all paragraph styles
        assert [c for c, _ in first] == [code]
    else:
        assert first == ([(code, line)] if code else [])
