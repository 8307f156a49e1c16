"""`manage.py check_document`: a paper in, what was seen and judged out, one clear line for unusable input."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from readiness.rulebook import current_rulebook
from tests.documents.corpus import CASES

KEYS = ["kind", "media_type", "pages", "dpi", "sha256", "checks", "verdict"]
ON = ("--on", "2026-11-22")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in a folder with the named file of the corpus and facts.json; both can also come by standard input."""
    monkeypatch.chdir(tmp_path)

    def command(name: str, *arguments: str, facts: Any = None, content: bytes | None = None, saved_as: str = "") -> tuple[int, str, str]:
        if name in CASES:
            Path(saved_as or name).write_bytes(CASES[name].make())
        raw = facts if isinstance(facts, bytes) else json.dumps(facts).encode()
        Path("facts.json").write_bytes(raw)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw if content is None else content)))
        try:
            call_command("check_document", saved_as or name, *arguments)
            code = 0
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        return code, *capsys.readouterr()

    return command


def checks(out: str) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(out)["checks"]}


def test_scan_below_the_resolution(run: Run) -> None:
    code, out, err = run("scan-212.pdf", "--kind", "cr_certificate", *ON)
    answer = json.loads(out)
    assert (code, err, list(answer)) == (0, "", KEYS)
    assert {name: answer[name] for name in KEYS if name != "checks"} == {
        "kind": "cr_certificate",
        "media_type": "application/pdf",
        "pages": 1,
        "dpi": 212,
        "sha256": hashlib.sha256(CASES["scan-212.pdf"].make()).hexdigest(),
        "verdict": "fix",
    }
    found = answer["checks"][0]
    assert found | {"fix": bool(found["fix"])} == {
        "id": "resolution",
        "status": "to_fix",
        "seen": {"dpi": 212, "dpi_wanted": 300, "page": 1, "pages_below": 1},
        "fix": True,
        "source": ["G-DO-7"],
    }
    assert list(found) == ["id", "status", "seen", "fix", "source"]


def test_scan_that_is_accepted(run: Run) -> None:
    code, out, _ = run("scan-300.pdf", "--kind", "cr_certificate", "--check", *ON)
    answer = json.loads(out)
    assert (code, answer["verdict"], answer["dpi"], answer["pages"]) == (0, "accept", 300, 5)
    assert (answer["checks"][0]["status"], answer["checks"][0]["fix"]) == ("passed", None)


def test_order_report(run: Run) -> None:
    _, out, _ = run("orders.csv", "--kind", "order_report", *ON)
    found = checks(out)
    assert list(found) == ["months-covered", "figures"]
    assert found["figures"]["seen"] == {"transactions": 5200, "transactions_wanted": 5000}
    assert json.loads(out)["verdict"] == "accept"


@pytest.mark.parametrize(
    ("name", "kind", "verdict", "code"), [("scan-212.pdf", "form_401", "fix", 1), ("orders.csv", "form_401", "refuse", 1)]
)
def test_check_stops_where_the_verdict_is_not_accept(run: Run, name: str, kind: str, verdict: str, code: int) -> None:
    assert json.loads(run(name, "--kind", kind, *ON)[1])["verdict"] == verdict
    assert run(name, "--kind", kind, "--check", *ON)[0] == code


def test_file_that_is_refused(run: Run) -> None:
    code, out, err = run("orders.csv", "--kind", "business_licence", *ON)
    answer = json.loads(out)
    assert (code, err, list(answer)) == (0, "", KEYS)
    assert (answer["media_type"], answer["pages"], answer["dpi"], answer["verdict"]) == ("text/csv", None, None, "refuse")
    assert answer["sha256"] == hashlib.sha256(CASES["orders.csv"].make()).hexdigest()
    (found,) = answer["checks"]
    assert (found["id"], found["status"], found["seen"]["code"]) == ("readable", "to_fix", "not_for_kind")
    assert "pdf, jpg, png" in found["fix"]


def test_name_that_disagrees_with_the_content(run: Run) -> None:
    out = run("scan-212.pdf", "--kind", "form_401", *ON, saved_as="scan.jpg")[1]
    assert checks(out)["readable"]["seen"]["code"] == "name_disagrees"


def test_refusal_without_a_type_says_what_the_content_is(run: Run) -> None:
    data = CASES["scan-300.pdf"].make()
    out = run("-", "--kind", "form_401", *ON, content=data[: len(data) // 2])[1]
    answer = json.loads(out)
    assert (answer["media_type"], answer["verdict"]) == ("application/pdf", "refuse")


def test_standard_input_goes_by_its_content(run: Run) -> None:
    data = CASES["scan-212.pdf"].make()
    assert run("-", "--kind", "form_401", *ON, content=data) == run("scan-212.pdf", "--kind", "form_401", *ON)
    empty = json.loads(run("-", "--kind", "form_401", *ON, content=b"")[1])
    assert (empty["media_type"], empty["sha256"], empty["verdict"]) == (None, hashlib.sha256(b"").hexdigest(), "refuse")


def test_pipe_is_read_to_its_end(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=lambda: (tmp_path / "pipe").write_bytes(CASES["scan-212.pdf"].make()))
    writer.start()
    out = run("pipe", "--kind", "form_401", *ON)[1]
    writer.join()
    assert out == run("scan-212.pdf", "--kind", "form_401", *ON)[1]


def test_facts_give_name_country_and_day(run: Run) -> None:
    facts = {"legal_name": "ACME TRADING (HK) CO., LIMITED", "country": "HK", "today": "2026-01-02"}
    _, out, _ = run("text.pdf", "--kind", "form_401", "--facts", "facts.json", facts=facts)
    found = checks(out)
    assert (found["company-name"]["status"], found["age"]["status"]) == ("passed", "look")
    assert found["age"]["seen"]["days"] == 227
    assert checks(run("text.pdf", "--kind", "form_401", "--facts", "-", *ON, facts=facts)[1])["age"]["seen"]["days"] == 551


def test_facts_say_what_the_file_does_not_tell(run: Run) -> None:
    paper = {"kind": "business_licence", "dpi": 600, "expires_on": "2040-01-01", "figures": {"has_stamp": True}}
    facts = {"documents": [paper, {"kind": "form_401"}]}
    _, out, _ = run("scan-212.pdf", "--kind", "business_licence", "--facts", "facts.json", *ON, facts=facts)
    found = checks(out)
    assert [found[one]["status"] for one in ("stamp", "validity", "resolution")] == ["passed", "passed", "to_fix"]
    twice = {"documents": [paper, paper]}
    _, out, _ = run("scan-212.pdf", "--kind", "business_licence", "--facts", "facts.json", *ON, facts=twice)
    assert checks(out)["stamp"]["status"] == "look"


def test_measures_of_the_file_count_more_than_the_facts(run: Run) -> None:
    facts = {"documents": [{"kind": "order_report", "months_covered": 1, "figures": {"transactions": 7}}]}
    found = checks(run("orders.csv", "--kind", "order_report", "--facts", "facts.json", *ON, facts=facts)[1])
    assert found["figures"]["seen"]["transactions"] == 5200
    assert found["months-covered"]["seen"]["months"] == 3


def test_language(run: Run) -> None:
    fixes = [checks(run("scan-212.pdf", "--kind", "form_401", *ON, "--lang", one)[1])["resolution"]["fix"] for one in ("en", "it")]
    assert [fix.split()[0] for fix in fixes] == ["Scan", "Rifai"]


@pytest.mark.parametrize("kind", ["privacy_policy", "support_staff_list", "ssl_certificate"])
def test_kinds(run: Run, kind: str) -> None:
    code, out, _ = run("text.pdf", "--kind", kind, *ON)
    assert (code, json.loads(out)["kind"]) == (0, kind)


def test_same_input_gives_the_same_bytes(run: Run) -> None:
    assert run("passport.pdf", "--kind", "representative_id", *ON) == run("passport.pdf", "--kind", "representative_id", *ON)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("no.pdf", "--kind", "form_401"), "no.pdf: cannot be read: No such file or directory"),
        ((".", "--kind", "form_401"), ".: cannot be read: Is a directory"),
        (("text.pdf", "--kind", "form-401"), "--kind: no kind of paper is called 'form-401'; did you mean 'form_401'?"),
        (("text.pdf", "--kind", "form_401", "--on", "soon"), "--on: expected a date such as 2026-01-31, not 'soon'"),
        (("text.pdf", "--kind", "form_401", "--facts", "no.json"), "no.json: cannot be read: No such file or directory"),
        (("-", "--kind", "form_401", "--facts", "-"), "--facts: standard input can give the paper or the facts, not both"),
    ],
)
def test_unusable_arguments(run: Run, arguments: tuple[str, ...], line: str) -> None:
    assert run(*arguments) == (2, "", f"{line}\n")


def test_kind_that_is_like_no_other_names_them_all(run: Run) -> None:
    kinds = ", ".join(current_rulebook().vocabulary.document_kinds)
    assert run("text.pdf", "--kind", "x") == (2, "", f"--kind: no kind of paper is called 'x'; expected one of {kinds}\n")


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ([], "facts.json: expected an object of facts, not a list"),
        ({"legal_nam": "x"}, "facts.json.legal_nam: unknown fact; did you mean 'legal_name'?"),
        ({"country": "XX"}, "facts.json.country: expected a country of ISO 3166-1 alpha-2 such as IT or SG, not 'XX'"),
        (b"{", "facts.json:1:2: expected JSON: Expecting property name enclosed in double quotes"),
    ],
)
def test_unusable_facts(run: Run, facts: Any, line: str) -> None:
    assert run("text.pdf", "--kind", "form_401", "--facts", "facts.json", facts=facts) == (2, "", f"{line}\n")


def test_stream_that_does_not_end(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.management.commands.check_document.MAX_STREAM_BYTES", 10)
    assert run("-", "--kind", "form_401", content=b"x" * 10)[0] == 0
    code, out, err = run("-", "--kind", "form_401", content=b"x" * 11)
    assert (code, out) == (2, "")
    assert err.startswith("standard input: expected a paper of at most 26214400 bytes")
