"""The three things in a text that are not plain words."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plandoc.model.prose import (
    Fault,
    Note,
    Piece,
    Placeholder,
    Words,
    parse_prose,
    placeholders,
    resolve,
)

MARKS = st.text(alphabet="{}[]^@ab-1 ,.", max_size=40)


def typed(words: str) -> str:
    """Words as a drafter must type them to have exactly them printed."""
    return words.replace("{", "{{").replace("}", "}}").replace("^[", "^^[")


def pieces_of(text: str) -> tuple[Piece, ...]:
    pieces, faults = parse_prose(text)
    assert faults == ()
    return pieces


def words_of(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Words))


def target(placeholder: Placeholder) -> str:
    return f"<{placeholder.indicator}|{placeholder.phase}>"


# -- Plain words


@given(st.text() | MARKS)
@example("^^[")
@example("{{}}")
@example("}{")
def test_what_is_typed_for_words_prints_these_words(words: str) -> None:
    assert words_of(pieces_of(typed(words))) == words
    printed, faults = resolve(typed(words), target)
    assert printed == ((Words(words),) if words else ())
    assert faults == ()


@given(MARKS)
def test_anything_is_read_with_its_faults_inside_the_text(text: str) -> None:
    pieces, faults = parse_prose(text)
    for fault in faults:
        assert 0 <= fault.start < fault.end <= len(text)
    for piece in placeholders(pieces):
        assert text[piece.start] == "{"
        assert text[piece.end - 1] == "}"
        assert piece.indicator in text[piece.start : piece.end]


@given(MARKS)
def test_no_letter_is_lost(text: str) -> None:
    """Faults aside, every letter and figure comes out: as words or in a placeholder."""
    printed, faults = resolve(text, lambda p: text[p.start : p.end])
    if faults:
        return
    inside = [piece.pieces[0] if isinstance(piece, Note) else piece for piece in printed]
    shown = "".join(piece.text for piece in inside if isinstance(piece, Words))
    assert [c for c in shown if c.isalnum()] == [c for c in text if c.isalnum()]


# -- Placeholders


def test_a_placeholder_knows_its_indicator_its_phase_and_its_place() -> None:
    text = "tăng {grdp-growth}, sau đó {grdp-growth@2026-2030}."
    found = list(placeholders(pieces_of(text)))
    assert [(p.indicator, p.phase) for p in found] == [
        ("grdp-growth", ""),
        ("grdp-growth", "2026-2030"),
    ]
    assert [text[p.start : p.end] for p in found] == ["{grdp-growth}", "{grdp-growth@2026-2030}"]


def test_placeholders_become_words_and_join_their_neighbours() -> None:
    printed, _ = resolve("tăng {a}, sau đó {b@2030}.", target)
    assert printed == (Words("tăng <a|>, sau đó <b|2030>."),)


def test_what_a_target_prints_is_not_read_again() -> None:
    printed, faults = resolve("đạt {a}", lambda _: "{b} ^[x]")
    assert printed == (Words("đạt {b} ^[x]"),)
    assert faults == ()


@pytest.mark.parametrize(
    "text",
    ["{", "{}", "{Tăng}", "{a b}", "{a@}", "{@2025}", "{a@b@c}", "{1a}", "{a", "a}", "{tăng}"],
)
def test_a_mistyped_placeholder_is_a_fault(text: str) -> None:
    _, (fault, *_) = parse_prose(f"đạt {text}")
    assert fault.start >= 4
    assert fault.hint


# -- Footnotes


def test_a_footnote_stands_apart() -> None:
    assert pieces_of("năm 2025^[Xem báo cáo.] và") == (
        Words("năm 2025"),
        Note((Words("Xem báo cáo."),)),
        Words(" và"),
    )


def test_a_footnote_may_hold_brackets_and_placeholders() -> None:
    (note,) = pieces_of("^[a [b [c]] {d@2025} {{e}}]")
    assert isinstance(note, Note)
    assert [p.indicator for p in placeholders((note,))] == ["d"]
    printed, _ = resolve("^[a [b [c]] {d@2025} {{e}}]", target)
    assert printed == (Note((Words("a [b [c]] <d|2025> {e}"),)),)


def test_brackets_outside_a_footnote_are_words() -> None:
    assert words_of(pieces_of("mảng [1] và ]")) == "mảng [1] và ]"


def test_a_footnote_that_is_not_closed_keeps_its_words() -> None:
    pieces, (fault,) = parse_prose("a^[b [c] d")
    assert pieces == (Words("a"), Note(tuple(Words(w) for w in ("b ", "[", "c", "]", " d"))))
    assert fault == Fault("chú thích ^[ chưa đóng", "thêm dấu ]", 1, 3)


def test_a_footnote_in_a_footnote_is_a_fault_at_its_place() -> None:
    _, (fault,) = parse_prose("a^[b^[c] d] e")
    assert (fault.start, fault.end) == (4, 6)
