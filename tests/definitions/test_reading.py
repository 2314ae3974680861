"""YAML, read strictly: what is text stays text, and whatever two readers could take differently is refused."""

import hashlib
from pathlib import Path

import pytest

from qualibot.definitions.reading import Source, Unquoted, digest, parse, read


def _parsed(text: str) -> Source:
    source = Source("file.yaml")
    parse(text, source)
    return source


def _value(scalar: str) -> object:
    source = _parsed(f"key: {scalar}\n")
    assert source.problems == []
    return source.data["key"]


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("on", "on"), ("off", "off"), ("yes", "yes"), ("no", "no"), ("y", "y"), ("N", "N"), ("On", "On"),
        ("true", True), ("false", False), ("null", None), ("", None),
        ("0", 0), ("-7", -7), ("+7", 7), ("100000", 100000), ("2.5", 2.5), ("-0.5", -0.5), ("10.0", 10.0),
        ("10_50k", "10_50k"), ("50-100k", "50-100k"), ("P90D", "P90D"), ("9/10", "9/10"), ("1.2.3", "1.2.3"),
        ("a: b".replace(": ", ":"), "a:b"), ("نعم", "نعم"), ("5k", "5k"), ("#", None), ("x#y", "x#y"),
        ("'1_9'", "1_9"), ('"yes"', "yes"), ("'null'", "null"), ("'2026-11-21'", "2026-11-21"), ('"10"', "10"),
    ],
)  # fmt: skip
def test_what_every_reader_takes_alike(scalar: str, value: object) -> None:
    """Plain words stay words, numbers are numbers, and quotes make anything text."""
    assert _value(scalar) == value
    assert type(_value(scalar)) is type(value)


@pytest.mark.parametrize(
    "scalar",
    ["1_9", "10_000", "007", "1e3", "1E-3", "1.", ".5", "1.5e3", "NULL", "Null", "~", "TRUE", "True", "FALSE", "0x1f", "0o17",
     "0b101", ".inf", "-.INF", ".nan", "12:30", "1:30:00", "190:20:30.15", "2026-11-21", "2026-1-1", "2026-11-21T10:00:00Z",
     "2026-11-21 10:00:00", "1_000.5", "9999999999999999999", "-1_0"],
)  # fmt: skip
def test_what_readers_take_differently_is_marked(scalar: str) -> None:
    """Underscores, exponents, other bases, dates, times, odd spellings of nothing: they must be quoted to be text."""
    assert _value(scalar) == Unquoted(scalar)


def test_one_ten_is_a_number_not_a_version() -> None:
    """`1.10` is the number 1.1 to every reader; a version must be quoted, which the schema asks for."""
    assert _value("1.10") == 1.1
    assert _value('"1.10"') == "1.10"


def test_blocks_and_folded_texts_are_text() -> None:
    """A number in a block is still text."""
    source = _parsed("a: |-\n  12\nb: >-\n  yes\n  no\n")
    assert source.data == {"a": "12", "b": "yes no"}


def test_every_value_knows_its_line() -> None:
    """Keys and list items are found by their place; what is not there takes the line of what encloses it."""
    source = _parsed("# a remark\na:\n  b: 1\n  c:\n    - x\n    - y\n")
    assert [source.line(place) for place in ((), ("a",), ("a", "b"), ("a", "c", 1))] == [1, 2, 3, 6]
    assert source.line(("a", "nothing")) == 2
    assert source.line(("nothing",)) == 1


REFUSED = {
    "a key twice": ("a: 1\nb: 2\na: 3\n", 3, "has the key 'a' twice; keep one"),
    "a key twice, quoted": ("a: 1\n'a': 3\n", 2, "has the key 'a' twice; keep one"),
    "an anchor": ("a: &x 1\n", 1, "uses an anchor (`&`); write the value out where it is needed"),
    "an anchor on a mapping": ("a: &x\n  b: 1\n", 1, "uses an anchor (`&`)"),
    "an alias": ("a: 1\nb: *x\n", 2, "uses an alias (`*`); write the value out"),
    "a tag": ("a: !!str 1\n", 1, "uses a tag (tag:yaml.org,2002:str); tags are not read"),
    "a tag that would run code": ("a: !!python/object/apply:os.system [ls]\n", 1, "tags are not read"),
    "a tag of one's own": ("a: 1\nb: !secret x\n", 2, "uses a tag (!secret); tags are not read"),
    "a merge key": ("a: 1\n<<: {b: 2}\n", 2, "uses a merge key (`<<`); write the values out"),
    "a key that is a number": ("a: 1\n10: x\n", 2, "has the key 10, which is not text to every YAML reader"),
    "a key that is a date": ("2026-11-21: x\n", 1, "has the key 2026-11-21"),
    "a key that is nothing": ("null: x\n", 1, "has the key null"),
    "a key that is true": ("true: x\n", 1, "has the key true"),
    "an empty key": ("? \n: x\n", 1, "has the key "),
    "a key that is a list": ("? [a, b]\n: x\n", 1, "has a key that is not plain text"),
    "a key that is a mapping": ("? {a: b}\n: x\n", 1, "has a key that is not plain text"),
    "two documents": ("a: 1\n---\nb: 2\n", 2, "holds two documents (`---`); keep one"),
    "a list": ("- a\n- b\n", 1, "must be a mapping that begins with `schema:`"),
    "a text": ("hello\n", 1, "must be a mapping that begins with `schema:`"),
    "nothing": ("", 1, "must be a mapping that begins with `schema:`"),
    "only a remark": ("# hello\n", 1, "must be a mapping that begins with `schema:`"),
    "a bracket left open": ("a: [1, 2\nb: 3\n", 2, "is not valid YAML: "),
    "a tab as indentation": ("a:\n\tb: 1\n", 2, "is not valid YAML: "),
    "a wrong indentation": ("a: 1\n  b: 2\n", 2, "is not valid YAML: "),
    "a control character": ("a: x\x07y\n", 0, "is not valid YAML: "),
    "a null character": ("a: x\x00y\n", 0, "is not valid YAML: "),
    "an unknown escape": ('a: "\\q"\n', 1, "is not valid YAML: "),
}


@pytest.mark.parametrize(("text", "line", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused_and_where(text: str, line: int, message: str) -> None:
    """Each strictness rule names the line and the remedy."""
    (problem,) = _parsed(text).problems
    assert problem.rule == "yaml"
    assert message in problem.message
    assert (problem.file, problem.line) == ("file.yaml", line)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_nesting_without_end_is_refused(opening: str, closing: str) -> None:
    """A file that nests a hundred thousand times is refused with a sentence, not a traceback."""
    (problem,) = _parsed("a: " + opening * 100_000 + closing * 100_000).problems
    assert problem.message == "is nested too deeply; no definition needs that"


def test_all_refusals_of_a_file_at_once() -> None:
    """Reading goes on behind a fault."""
    lines = [problem.line for problem in _parsed("a: &x 1\nb: *x\nc: !t 2\na: 4\n*x : 5\n").problems]
    assert lines == [1, 2, 3, 4, 5, 5]


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    """It is a problem of the file, with the system's reason."""
    (problem,) = read(tmp_path / "nothing.yaml", "nothing.yaml").problems
    assert str(problem) == "nothing.yaml cannot be read: No such file or directory"


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    """It cannot be read either."""
    (problem,) = read(tmp_path, "folder.yaml").problems
    assert problem.rule == "file-unreadable"


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    """The place of the first wrong byte is named."""
    (tmp_path / "latin.yaml").write_bytes(b"name: caf\xe9\n")
    (problem,) = read(tmp_path / "latin.yaml", "latin.yaml").problems
    assert str(problem) == "latin.yaml is not UTF-8 text (byte 9); save it as UTF-8"


def test_windows_line_ends_and_a_byte_order_mark(tmp_path: Path) -> None:
    """Files written elsewhere are read alike."""
    (tmp_path / "dos.yaml").write_bytes("\ufeffname: x\r\nother: y\r\n".encode())
    source = read(tmp_path / "dos.yaml", "dos.yaml")
    assert (source.problems, source.data) == ([], {"name": "x", "other": "y"})


def test_a_hash_is_of_the_content_alone() -> None:
    """Order of keys and spacing do not count; values, their types and order of lists do."""
    one = _parsed("a: 1\nb: [x, {c: نعم, d: 2}]\n").data
    same = _parsed("# remark\nb:\n  - x\n  - d: 2\n    c: 'نعم'\na:   1\n").data
    assert digest(one) == digest(same)
    assert digest(one) == hashlib.sha256('{"a":1,"b":["x",{"c":"نعم","d":2}]}'.encode()).hexdigest()
    for other in ("a: '1'\nb: [x, {c: نعم, d: 2}]\n", "a: 1\nb: [{c: نعم, d: 2}, x]\n", "a: 1\nb: [x, {c: نعم, d: 3}]\n"):
        assert digest(_parsed(other).data) != digest(one)
