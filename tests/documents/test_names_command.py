"""`manage.py compare_names`: two names or a list of pairs in, what differs out, one clear line for unusable input."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command

from documents.names import compare, message
from readiness.rulebook import current_rulebook
from tests.databases import environment

TEXTS = current_rulebook().texts
GUIDE = ("Sunrise Limited Company", "Sunrise Co., Ltd.")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in the folder of in.json, which holds `content`: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str, content: Any = None) -> tuple[int, str, str]:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        Path("in.json").write_bytes(raw)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        try:
            call_command("compare_names", *arguments)
            code = 0
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return code, *capsys.readouterr()

    return command


def answer(a: str, b: str, country: str | None = None, language: str = "en") -> dict[str, Any]:
    found = compare(a, b, country)
    return {
        "exact": found.exact,
        "same_after_folding": found.same_after_folding,
        "kind": str(found.kind),
        "differences": [{"a": one.a, "b": one.b} for one in found.differences],
        "message": message(found, TEXTS, language),
    }


def test_two_names_give_an_object(run: Run) -> None:
    code, out, err = run(*GUIDE)
    found = json.loads(out)
    assert (code, err, list(found)) == (0, "", ["exact", "same_after_folding", "kind", "differences", "message"])
    assert (found["exact"], found["kind"], found["differences"]) == (False, "legal-form", [{"a": "Limited Company", "b": "Co., Ltd."}])
    assert found == answer(*GUIDE)


def test_list_gives_a_list(run: Run) -> None:
    pairs = [{"a": "Acme", "b": "ACME"}, {"a": "Tchaikovsky", "b": "Chaikovsky", "country": "IT"}, {"a": "x", "b": "x", "country": None}]
    code, out, err = run("--pairs", "in.json", content=pairs)
    assert (code, json.loads(out), err) == (0, [answer("Acme", "ACME"), answer("Tchaikovsky", "Chaikovsky", "IT"), answer("x", "x")], "")


def test_empty_list_gives_an_empty_list(run: Run) -> None:
    assert run("--pairs", "in.json", content=[]) == (0, "[]\n", "")


def test_standard_input(run: Run) -> None:
    content = [{"a": "Acme", "b": "Acme Group"}]
    assert run("--pairs", "-", content=content) == run("--pairs", "in.json", content=content)


def test_file_that_starts_with_a_byte_order_mark(run: Run) -> None:
    assert run("--pairs", "in.json", content=b"\xef\xbb\xbf[]") == (0, "[]\n", "")


def test_country_tells_whose_names_are_meant(run: Run) -> None:
    kinds = [json.loads(run("Tchaikovsky", "Chaikovsky", "--country", country)[1])["kind"] for country in ("RU", "IT")]
    assert kinds == ["transliteration", "different"]


def test_language(run: Run) -> None:
    assert json.loads(run(*GUIDE, "--lang", "it")[1]) == answer(*GUIDE, language="it")


def test_words_stand_as_they_are_written(run: Run) -> None:
    assert '"a": "株式会社"' in run("株式会社サクラ", "サクラ")[1]


@pytest.mark.parametrize(("other", "code"), [("Acme", 0), ("Ａcme", 0), ("ACME", 1)])
def test_check_stops_where_names_are_not_exactly_the_same(run: Run, other: str, code: int) -> None:
    assert run("Acme", other, "--check")[0] == code
    assert run("--pairs", "in.json", "--check", content=[{"a": "x", "b": "x"}, {"a": "Acme", "b": other}])[0] == code


COUNTRY = "expected a country of ISO 3166-1 alpha-2 such as IT or SG, not"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ((), "expected two names, or --pairs FILE.json, not 0 names"),
        (("Acme",), "expected two names, or --pairs FILE.json, not 1 name"),
        (("a", "b", "c"), "expected two names, or --pairs FILE.json, not 3 names"),
        (("", "Acme"), "NAME_A: expected a company name, not an empty text"),
        (("Acme", " \t\x07\u200b"), "NAME_B: expected a company name, not white space or control characters only"),
        (("Acme", "x" * 501), "NAME_B: expected at most 500 characters, not 501"),
        (("Acme\udcff", "x"), "NAME_A: expected text of whole characters, not 'Acme\\udcff'"),
        (("a", "b", "--country", "UK"), f"--country: {COUNTRY} 'UK'; did you mean 'GB'?"),
        (("a", "b", "--country", "it"), f"--country: {COUNTRY} 'it'; did you mean 'IT'?"),
        (("a", "b", "--country", ""), f"--country: {COUNTRY} ''"),
        (("a", "b", "--pairs", "in.json"), "--pairs: names and countries stand in the file, not beside it"),
        (("--country", "IT", "--pairs", "in.json"), "--pairs: names and countries stand in the file, not beside it"),
        (("--pairs", "no.json"), "no.json: cannot be read: No such file or directory"),
        (("--pairs", ""), ": cannot be read: Is a directory"),
    ],
)
def test_unusable_arguments(run: Run, arguments: tuple[str, ...], line: str) -> None:
    assert run(*arguments, content=[]) == (2, "", f"{line}\n")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ({"a": "x", "b": "y"}, "pairs: expected a list of pairs, not an object"),
        (["x"], "pairs[0]: expected an object with the keys a and b, not 'x'"),
        ([{"a": "x"}], "pairs[0].b: is missing; expected a company name"),
        ([{"a": "x", "b": 5}], "pairs[0].b: expected a company name, not 5"),
        ([{"a": None, "b": "x"}], "pairs[0].a: expected a company name, not null"),
        ([{"a": "x", "b": "  "}], "pairs[0].b: expected a company name, not white space or control characters only"),
        ([{"a": "x", "b": "y" * 501}], "pairs[0].b: expected at most 500 characters, not 501"),
        ([{"a": "x", "b": "\ud800"}], "pairs[0].b: expected text of whole characters, not '\\ud800'"),
        ([{"a": "x", "b": "y", "contry": "IT"}], "pairs[0].contry: unknown key; did you mean 'country'?"),
        ([{"a": "x", "b": "y", "zz": "IT"}], "pairs[0].zz: unknown key; expected a, b or country"),
        ([{"a": "x", "b": "y"}] * 3 + [{"a": "x", "b": "y", "country": "XX"}], f"pairs[3].country: {COUNTRY} 'XX'"),
        ([{"a": "x", "b": "y", "country": ["IT"]}], f"pairs[0].country: {COUNTRY} a list"),
        (b'[{"a": "x", "a": "y"}]', "in.json: the key 'a' stands twice in one object"),
        (b'[{"a": NaN, "b": "y"}]', "pairs[0].a: expected a company name, not NaN"),
        pytest.param(
            b'[{"a": 1' + b"0" * 5000 + b', "b": "y"}]', f"pairs[0].a: expected a company name, not 1.{'0' * 55}…", id="long number"
        ),
        (b"[", "in.json:1:2: expected JSON: Expecting value"),
        (b"[\xff]", "in.json: byte 1: expected UTF-8 text"),
        pytest.param(b"[" * 100_000, "in.json: expected a list of pairs, not values nested hundreds deep", id="deep"),
    ],
)
def test_unusable_pairs(run: Run, content: Any, line: str) -> None:
    code, out, err = run("--pairs", "in.json", content=content)
    assert (code, out, err) == (2, "", f"{line}\n")


def test_pipe_in_a_plain_environment(tmp_path: Path) -> None:
    """As another program calls it: bytes in, bytes out, in UTF-8."""
    command = [sys.executable, "manage.py", "compare_names", "--pairs", "-"]
    raw = json.dumps([{"a": "株式会社トヨタ", "b": "㈱トヨタ", "country": "JP"}], ensure_ascii=False).encode()
    done = subprocess.run(command, cwd=settings.BASE_DIR, env=environment(tmp_path), input=raw, capture_output=True, check=True)
    assert json.loads(done.stdout.decode()) == [answer("株式会社トヨタ", "㈱トヨタ", "JP")]
