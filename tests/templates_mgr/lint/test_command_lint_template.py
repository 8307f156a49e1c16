"""`manage.py lint_template`: input and output as the contract has them; bad input is refused with its path."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

BODY = {"type": "BODY", "text": "Hello {{1}}, your order {{2}} has left us today.", "example": {"body_text": [["Ana", "A-17"]]}}
GOOD = {"name": "order_shipped", "language": "en", "category": "UTILITY", "components": [BODY]}
EDGE = {**GOOD, "components": [{**BODY, "text": "{{1}}, your order {{2}} has left us today."}]}
KEYS = ["rule", "severity", "component", "button", "start", "end", "message", "fix", "suggestion", "basis", "source"]


def run(tmp_path: Path, data: Any, *options: str, state: Any = None) -> Any:
    return json.loads(text_of(tmp_path, data, *options, state=state))


def text_of(tmp_path: Path, data: Any, *options: str, state: Any = None) -> str:
    file = tmp_path / "template.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data))
    more = list(options)
    if state is not None:
        (tmp_path / "state.json").write_text(json.dumps(state))
        more += ["--state", str(tmp_path / "state.json")]
    out = io.StringIO()
    call_command("lint_template", "--template", str(file), *more, stdout=out)
    return out.getvalue()


def refusal(tmp_path: Path, data: Any, capsys: pytest.CaptureFixture[str], **more: Any) -> str:
    with pytest.raises(SystemExit) as ended:
        text_of(tmp_path, data, **more)
    assert ended.value.code == 2
    return capsys.readouterr().err.strip()


def test_one_in_one_out(tmp_path: Path) -> None:
    assert run(tmp_path, GOOD) == {
        "name": "order_shipped", "language": "en", "verdict": "approve", "predicted_category": "UTILITY", "findings": [],
    }  # fmt: skip


def test_finding_says_where_why_and_how(tmp_path: Path) -> None:
    found = run(tmp_path, EDGE)
    assert found["verdict"] == "refuse"
    (one,) = found["findings"]
    assert list(one) == KEYS
    assert [one[key] for key in ("rule", "severity", "component", "button", "start", "end", "basis")] == [
        "variable-at-edge", "error", "BODY", None, 0, 5, "meta",
    ]  # fmt: skip
    assert one["source"][0] == "2388299"
    assert run(tmp_path, EDGE, "--lang", "it")["findings"][0]["fix"] == "Metti una parola prima, per esempio un saluto."


def test_list_in_list_out(tmp_path: Path) -> None:
    assert [one["verdict"] for one in run(tmp_path, [GOOD, EDGE])] == ["approve", "refuse"]
    assert run(tmp_path, []) == []


def test_state_of_either_shape(tmp_path: Path) -> None:
    for state in ([GOOD], {"data": [{**GOOD, "id": "1", "status": "APPROVED"}], "paging": {}}):
        found = run(tmp_path, GOOD, state=state)
        assert [one["rule"] for one in found["findings"]] == ["duplicate-name"]


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(GOOD).encode())))
    out = io.StringIO()
    call_command("lint_template", "--template", "-", stdout=out)
    assert json.loads(out.getvalue())["verdict"] == "approve"


def test_check_says_it_by_exit_code(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        text_of(tmp_path, EDGE, "--check")
    assert ended.value.code == 1


@pytest.mark.parametrize(("data", "said"), [
    ('"text"', "template: expected an object, not text"),
    ("{}", "template: expected an object with name, language, category and components, not an object with none of them"),
    ("null", "template: expected an object, not null"),
    ([GOOD, 7], "templates[1]: expected an object, not a number"),
    ({**GOOD, "name": 5}, "template.name: expected text, not a number"),
    ({**GOOD, "components": {}}, "template.components: expected a list, not an object"),
    ({**GOOD, "components": [{"type": "BODY", "text": ["x"]}]}, "template.components[0].text: expected text, not a list"),
    ({**GOOD, "components": [{"type": "BUTTONS", "buttons": [{"type": 1}]}]},
     "template.components[0].buttons[0].type: expected text, not a number"),
    ({**GOOD, "library": "yes"}, "template.library: expected true or false, not text"),
    ("{", "expected JSON"),
    ('{"name": "a", "name": "b"}', "the key 'name' stands twice in one object"),
    ("[" * 100_000, "nested hundreds deep"),
])  # fmt: skip
def test_bad_input_is_named_with_its_path(tmp_path: Path, data: Any, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said in refusal(tmp_path, data, capsys)


def test_state_that_is_no_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert refusal(tmp_path, GOOD, capsys, state={"a": 1}).startswith("state: expected a list of templates")


@pytest.mark.parametrize("text", ["a" * 1_000_000, "{{1}} " * 10_000, "{" * 200_000, "\ud800 half", "*" * 100_000, "\u202e" * 50_000])
def test_hostile_texts_answer_in_bounded_time(tmp_path: Path, text: str) -> None:
    start = time.perf_counter()
    found = run(tmp_path, {**GOOD, "components": [{"type": "BODY", "text": text}]})
    assert found["verdict"] == "refuse"
    assert time.perf_counter() - start < 5


def test_unknown_kinds_are_kept_and_named(tmp_path: Path) -> None:
    new = {**GOOD, "components": [BODY, {"type": "HOLOGRAM"}, {"type": "BUTTONS", "buttons": [{"type": "WINK", "text": "Hi"}]}]}
    found = run(tmp_path, new)
    assert [(one["rule"], one["severity"]) for one in found["findings"]] == [("component-kind", "info"), ("button-form", "info")]
    assert found["verdict"] == "approve"
