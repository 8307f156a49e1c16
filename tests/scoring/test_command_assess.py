"""`manage.py assess`: a file of facts in, an explained judgement out, one clear line where the file cannot be used."""

from __future__ import annotations

import datetime as dt
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command

from readiness.rulebook import current_rulebook, facts_from
from scoring.answer import answer
from scoring.explain import plain
from tests.databases import environment

BOOK = current_rulebook()
ON = "2026-11-23"
Assess = Callable[..., tuple[int, str, str]]


def case_facts(case_id: str) -> dict[str, Any]:
    """The facts of a worked case as another program would send them."""
    case = next(one for one in BOOK.cases if one.id == case_id)
    found: dict[str, Any] = json.loads(json.dumps(case.facts, default=plain))
    return found


BLOCKED, READY = case_facts("sms-complaints"), case_facts("many-templates")


@pytest.fixture
def assess(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Assess:
    """Runs the command in the folder of in.json: exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run(content: Any, *options: str, name: str = "in.json") -> tuple[int, str, str]:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        Path("in.json").write_bytes(raw)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        try:
            call_command("assess", "--facts", name, *options)
            code = 0
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return code, *capsys.readouterr()

    return run


def expected(facts: dict[str, Any], language: str = "en") -> dict[str, Any]:
    return answer(facts_from(facts, BOOK.vocabulary), BOOK, dt.date.fromisoformat(ON), language)


def test_object_gives_an_object(assess: Assess) -> None:
    code, out, err = assess(BLOCKED, "--on", ON)
    assert (code, json.loads(out), err) == (0, expected(BLOCKED), "")


def test_list_gives_a_list(assess: Assess) -> None:
    _, out, _ = assess([BLOCKED, {}, READY], "--on", ON)
    assert json.loads(out) == [expected(BLOCKED), expected({}), expected(READY)]


def test_empty_list_gives_an_empty_list(assess: Assess) -> None:
    assert assess([]) == (0, "[]\n", "")


def test_standard_input(assess: Assess) -> None:
    assert assess(BLOCKED, "--on", ON, name="-") == assess(BLOCKED, "--on", ON)


def test_file_that_starts_with_a_byte_order_mark(assess: Assess) -> None:
    assert assess(b"\xef\xbb\xbf{}", "--on", ON) == assess({}, "--on", ON)


def test_language(assess: Assess) -> None:
    _, out, _ = assess(BLOCKED, "--on", ON, "--lang", "it")
    assert json.loads(out) == expected(BLOCKED, "it")


def test_words_stand_as_they_are_written(assess: Assess) -> None:
    _, out, _ = assess({"legal_name": "Moda Ipê"}, "--on", ON)
    assert "Moda Ipê" in out


ACTIVE = {"activated_on": "2026-06-01", "today": "2026-11-01"}


@pytest.mark.parametrize(("facts", "options", "status"), [
    (ACTIVE, (), "unmet"),
    (ACTIVE, ("--on", "2026-06-01"), "met"),
    ({"activated_on": "2026-06-01"}, (), "not_applicable"),
])  # fmt: skip
@time_machine.travel("2026-05-31 12:00", tick=False)
def test_day_of_evaluation_is_the_option_else_of_the_facts_else_today(
    assess: Assess, facts: Any, options: tuple[str, ...], status: str
) -> None:
    _, out, _ = assess(facts, *options)
    assert next(one["status"] for one in json.loads(out)["criteria"] if one["id"] == "audit-ahead") == status


@pytest.mark.parametrize(("facts", "code"), [
    (READY, 0), (BLOCKED, 1), ({}, 1), (case_facts("mostly-email"), 0), ([READY, READY], 0), ([READY, BLOCKED], 1), ([], 0),
])  # fmt: skip
def test_check_says_whether_the_judgement_is_negative(assess: Assess, facts: Any, code: int) -> None:
    assert assess(facts, "--on", ON, "--check") == (code, assess(facts, "--on", ON)[1], "")


NOT_A_DATE = "expected a date such as 2026-01-31, not"
WHOLE = "expected a whole number"

BAD = [
    (b"", "in.json:1:1: expected JSON: Expecting value"),
    (b"{,}", "in.json:1:2: expected JSON: Expecting property name enclosed in double quotes"),
    (b'{\n"employees": 5,\n"engineers" 1}', "in.json:3:13: expected JSON: Expecting ':' delimiter"),
    (b"{} {}", "in.json:1:4: expected JSON: Extra data"),
    (b"caf\xe9", "in.json: byte 3: expected UTF-8 text"),
    (b"5", "in.json: expected an object of facts, not 5"),
    (b'"facts"', "in.json: expected an object of facts, not 'facts'"),
    (b"[[]]", "in.json[0]: expected an object of facts, not a list"),
    (b'[{}, {"employees": -1}]', f"in.json[1].employees: {WHOLE} of 0 or more, not -1"),
    (b'{"monthly_mesages": 1}', "in.json.monthly_mesages: unknown fact; did you mean 'monthly_messages'?"),
    (b'{"employees": 5, "employees": 6}', "in.json: the key 'employees' stands twice in one object"),
    (b'{"employees": NaN}', f"in.json.employees: {WHOLE}, not NaN"),
    (b'{"employees": Infinity}', f"in.json.employees: {WHOLE}, not Infinity"),
    (b'{"block_rate": -Infinity}', "in.json.block_rate: expected a ratio from 0 to 1, not -Infinity"),
    (b'{"opt_in_collected": NaN}', "in.json.opt_in_collected: expected true or false, not NaN"),
    (b'{"employees": 2.5}', f"in.json.employees: {WHOLE}, not 2.5"),
    (b'{"employees": true}', f"in.json.employees: {WHOLE}, not true"),
    (b'{"employees": -5}', f"in.json.employees: {WHOLE} of 0 or more, not -5"),
    (b'{"employees": 1%s}' % (b"0" * 5000), f"in.json.employees: {WHOLE} below 10^15, not a larger one"),
    (b'{"employees": 1e9999999999999999999}', f"in.json.employees: {WHOLE}, not Infinity"),
    (b'{"complaint_rate_6m": 3.5}', "in.json.complaint_rate_6m: expected a ratio from 0 to 1 (0.3 says 30 percent), not 3.5"),
    (b'{"country": "Italy"}', "in.json.country: expected a country of ISO 3166-1 alpha-2 such as IT or SG, not 'Italy'"),
    (b'{"annual_revenue_currency": "E"}', "in.json.annual_revenue_currency: expected a currency of ISO 4217 such as USD or EUR, not 'E'"),
    (b'{"business_model": "b2x"}', "in.json.business_model: expected one of b2c, b2b, both; not 'b2x'; did you mean 'b2c'?"),
    (b'{"activated_on": "31.1.2026"}', f"in.json.activated_on: {NOT_A_DATE} '31.1.2026'"),
    (b'{"legal_name": "\\ud800"}', "in.json.legal_name: expected text of whole characters, not '\\ud800'"),
    (b'{"legal_name": {"en": "x"}}', "in.json.legal_name: expected text, not an object"),
    (b'{"documents": {"kind": "form_401"}}', "in.json.documents: expected a list of documents, not an object"),
    (b'{"documents": [{"status": "approved"}]}', "in.json.documents[0].kind: every document needs its kind"),
    (b'{"documents": [{"kind": "form_401", "dpi": "high"}]}', f"in.json.documents[0].dpi: {WHOLE}, not 'high'"),
    (b'{"documents": [{"kind": "form_401", "figures": 5}]}', "in.json.documents[0].figures: expected an object of figures, not 5"),
    (b'{"a\\nb\\rc\\u2028d": 1}', "in.json.a b c d: unknown fact"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "message"), BAD)
def test_unusable_file_is_one_line(assess: Assess, content: bytes, message: str) -> None:
    assert assess(content) == (2, "", f"{message}\n")


def test_unusable_sector_names_every_sector(assess: Assess) -> None:
    sectors = ", ".join(BOOK.vocabulary.facts["sector"].values)
    assert assess({"sector": "bank"}) == (2, "", f"in.json.sector: expected one of {sectors}; not 'bank'\n")


def test_unusable_standard_input_is_named(assess: Assess) -> None:
    assert assess({"employees": -1}, name="-") == (2, "", f"standard input.employees: {WHOLE} of 0 or more, not -1\n")


@pytest.mark.parametrize(("name", "why"), [("none.json", "No such file or directory"), (".", "Is a directory")])
def test_file_that_cannot_be_read(assess: Assess, name: str, why: str) -> None:
    assert assess({}, name=name) == (2, "", f"{name}: cannot be read: {why}\n")


@pytest.mark.parametrize("typed", ["tomorrow", "2026-02-30", "31/01/2026"])
def test_day_that_is_none(assess: Assess, typed: str) -> None:
    assert assess({}, "--on", typed) == (2, "", f"--on: {NOT_A_DATE} '{typed}'\n")


def test_file_nested_too_deep(assess: Assess) -> None:
    code, out, err = assess(b"[" * 100_000)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith("in.json: expected an object of facts or a list of them")


def test_file_larger_than_the_limit(assess: Assess, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readiness.management.refusal.MAX_BYTES", 10)
    assert assess(b'{"employees": 5}') == (2, "", "in.json: larger than 10 bytes\n")


def test_numbers_are_exact(assess: Assess) -> None:
    """0.02 is 2 percent, not a float beside it; a whole number may be written 5.0 or 5e0."""
    _, out, _ = assess(b'{"complaint_rate_6m": 0.02, "engineers": 1.0, "support_team": 3e0}', "--on", ON)
    found = {one["id"]: (one["status"], one["seen"]) for one in json.loads(out)["criteria"]}
    assert found["complaint-rate"] == ("met", {"complaint_rate_6m": 0.02})
    assert (found["engineer"], found["support-team"]) == (("met", {"engineers": 1}), ("met", {"support_team": 3}))


@pytest.mark.services
def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text(json.dumps([BLOCKED, READY, {}]))
    first, second = (run_beside(tmp_path, "in.json", seed) for seed in ("1", "2"))
    assert (first.returncode, first.stderr) == (0, b"")
    assert first.stdout == second.stdout
    assert [one["score"] for one in json.loads(first.stdout)] == [95, 97, 0]


@pytest.mark.services
def test_unusable_file_ends_the_process_with_2(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_text('{"employees": NaN}')
    found = run_beside(tmp_path, "in.json", "0")
    assert (found.returncode, found.stdout, found.stderr) == (2, b"", f"in.json.employees: {WHOLE}, not NaN\n".encode())


def run_beside(folder: Path, name: str, seed: str) -> subprocess.CompletedProcess[bytes]:
    """In a process of its own with an otherwise empty environment and no database."""
    command = [sys.executable, f"{settings.BASE_DIR}/manage.py", "assess", "--facts", name, "--on", ON]
    return subprocess.run(command, cwd=folder, env=environment(folder / "var", PYTHONHASHSEED=seed), capture_output=True)
