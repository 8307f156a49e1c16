"""YAML that is broken or of another shape than expected is an error with file and line."""

from __future__ import annotations

import pytest

from tests.rulebook.conftest import RulebookCopy

ENUM = "an enum, and only an enum, lists its values"

# file, what stands there, what is put in its place, where the error is found, what it says
WRONG_TYPES = [
    ("criteria.yaml", "weight: 3", "weight: heavy", "heavy", "'weight' should be a whole number, not 'heavy'"),
    ("criteria.yaml", "weight: 3", "weight: true", "weight: true", "'weight' should be a whole number, not True"),
    ("criteria.yaml", "weight: 3", "weight: 2.5", "weight: 2.5", "'weight' should be a whole number, not Decimal('2.5')"),
    ("criteria.yaml", "weight: 3", "weight: -3", "weight: -3", "a weight is 0 or more"),
    ("criteria.yaml", "weight: 3", "weight: 1:30", "1:30", "'1:30' is no number or date that can be read"),
    ("criteria.yaml", "weight: 3", "weight: .inf", ".inf", "'.inf' is no number or date that can be read"),
    ("criteria.yaml", "gate: true", "gate: 1", "gate: 1", "'gate' should be true or false, not 1"),
    ("criteria.yaml", "    gate: true", "    gate:", "    gate:", "'gate' should be true or false, not None"),
    ("criteria.yaml", "    basis: guide", "    basis: [guide]", "basis: [guide]", "'basis' should be text, not ['guide']"),
    ("criteria.yaml", "source: [G-OV-1, G-PR-1]", "source: G-OV-1", "source: G-OV-1", "'source' should be a list, not 'G-OV-1'"),
    ("criteria.yaml", "source: [G-OV-1, G-PR-1]", "source: [1]", "source: [1]", "'source' should list words, not 1"),
    ("criteria.yaml", "met: {fact: opt_in_collected, is: true}", "met: yes", "met: yes", "'met' should be a mapping, not True"),
    ("criteria.yaml", "eligibility:", "eligibility: {}\nmore:", "eligibility: {}", "'eligibility' should be a list, not a mapping"),
    ("criteria.yaml", "eligibility:", "eligibility:\n  - a word", "  - a word", "expected a mapping in this list, not 'a word'"),
    ("rulebook.yaml", "version: '2024.1'", "version: 2024.1", "version: 2024.1", "'version' should be text, not Decimal('2024.1')"),
    ("rulebook.yaml", "date: 2026-11-22\n", "date: soon\n", "date: soon", "'date' should be a date, not 'soon'"),
    ("rulebook.yaml", "date: 2026-11-22\n", "date: 2026-02-30\n", "2026-02-30", "'2026-02-30' is no number or date that can be read"),
    ("rulebook.yaml", "min_score: 90", "min_score: high", "high", "'min_score' should be a whole number, not 'high'"),
    ("stages.yaml", "days: [2, 2.5, 3]", "days: [3, 2.5, 2]", "[3, 2.5, 2]", "'days' should be three numbers: low, mid, high"),
    ("stages.yaml", "days: [2, 2.5, 3]", "days: [2, 3]", "[2, 3]", "'days' should be three numbers: low, mid, high"),
    ("stages.yaml", "days: [2, 2.5, 3]", "days: [2, few, 3]", "few", "'days' should be three numbers: low, mid, high"),
    ("stages.yaml", "refused: {guide: G-ST-5.refused}", "refused: often", "often", "'refused' should be a number, not 'often'"),
    ("providers.yaml", "{guide: G-PR-3.approval_rate}", "no", "rate: no", "'approval_rate' should be a number, not False"),
    ("estimate.yaml", "approval: {nudge: 0.3}", "approval: much", "much", "'approval' should be a mapping, not 'much'"),
    ("estimate.yaml", "approval: {nudge: 0.3}", "approval: {rate: 1.3}", "rate: 1.3", "an approval rate lies between 0 and 1, not 1.3"),
    ("estimate.yaml", "damping: 0.5", "damping: half", "half", "'damping' should be a number, not 'half'"),
    ("rates.yaml", "EUR: 0.92", "EUR: cheap", "cheap", "'EUR' should be a number, not 'cheap'"),
    ("lint_words.yaml", 'any: [black friday, cyber monday, flash sale, "11.11", singles day]', "any: bit.ly", "any: bit.ly",
     "'any' should be a list, not 'bit.ly'"),
    ("topics.yaml", "minutes: 3", "minutes: few", "few", "'minutes' should be a whole number, not 'few'"),
    ("cases.yaml", "  name: 'Kirana Nusantara'", "  name: 5", "  name: 5", "'name' should be text, not 5"),
    ("facts.yaml", "is_formally_registered: {type: bool,", "is_formally_registered: {type: enum,", "type: enum, source", ENUM),
    ("facts.yaml", "is_formally_registered: {type: bool,", "is_formally_registered: {type: bool, values: [a],", "values: [a]", ENUM),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "at", "message"), WRONG_TYPES)
def test_value_of_a_wrong_type(copy: RulebookCopy, file: str, old: str, new: str, at: str, message: str) -> None:
    copy.edit(file, old, new)
    assert copy.error() == f"{copy.place(file, at)}: {message}"


UNKNOWN_KEYS = [
    ("criteria.yaml", "    weight: 3", "    wieght: 3\n    weight: 3", "wieght", "unknown key 'wieght'; did you mean 'weight'?"),
    ("criteria.yaml", "eligibility:", "eligible: []\neligibility:", "eligible:", "unknown key 'eligible'; did you mean 'eligibility'?"),
    ("criteria.yaml", "has_stamp, is: true", "has_stamp, is: true, iss: true", "iss: true", "unknown key 'iss'; did you mean 'is'?"),
    ("criteria.yaml", "{guide: G-SI-13.engineers}", "{guide: G-SI-13.engineers, tmes: 2}", "tmes", "unknown key 'tmes'"),
    ("rulebook.yaml", "changelog:", "chnagelog: []\nchangelog:", "chnagelog", "unknown key 'chnagelog'; did you mean 'changelog'?"),
    ("guide.yaml", "G-OV-1, kind: gate}", "G-OV-1, kind: gate, figure: {}}", "figure: {}", "unknown key 'figure'; did you mean 'figures'?"),
    ("facts.yaml", "profile:", "profil: {}\nprofile:", "profil:", "unknown key 'profil'; did you mean 'profile'?"),
    ("facts.yaml", "bool, source: [G-EL-5]}", "bool, sorce: [G-EL-5]}", "sorce", "unknown key 'sorce'; did you mean 'source'?"),
    ("estimate.yaml", "approval: {nudge: 0.3}", "approval: {nudge: 0.3, rate: 0.2}", "rate: 0.2", "unknown key 'rate'"),
    ("estimate.yaml", "waiting_days: {low: 0,", "waiting_days: {low: 0, mid: 2,", "mid: 2", "unknown key 'mid'"),
    ("topics.yaml", "questions:", "qestions: []\n    questions:", "qestions", "unknown key 'qestions'; did you mean 'questions'?"),
    ("costs.yaml", "per: template", "pr: template", "pr: template", "unknown key 'pr'; did you mean 'per'?"),
    ("cases.yaml", "  stage: submitted", "  stge: new\n  stage: submitted", "stge", "unknown key 'stge'; did you mean 'stage'?"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "at", "message"), UNKNOWN_KEYS)
def test_unknown_key(copy: RulebookCopy, file: str, old: str, new: str, at: str, message: str) -> None:
    copy.edit(file, old, new)
    assert copy.error() == f"{copy.place(file, at)}: {message}"


CONTROL = "unacceptable character #x0007: control characters are not allowed"
BROKEN = [
    ("criteria.yaml", "eligibility:", "eligibility: [", "  - id: provider-chosen", "is not valid YAML: did not find expected node content"),
    ("criteria.yaml", "    weight: 3", "\tweight: 3", "\tweight: 3", "is not valid YAML: found a tab character that violates indentation"),
    ("meta.yaml", "\nsources:", "\nsources: *anchor", "*anchor", "is not valid YAML: found undefined alias"),
    ("guide.yaml", "overview:", "overview: \x07", "# The guide", f"is not valid YAML: {CONTROL}"),
    ("criteria.yaml", "    weight: 3\n", "    weight: 3\n    weight: 4\n", "weight: 4", "'weight' stands here twice"),
    ("facts.yaml", "  country: {", "  legal_name: {", "legal_name: {type: country", "'legal_name' stands here twice"),
    ("texts/en.yaml", 'label: "Legal name"', 'label: "Legal name"\n    label: "Name"', 'label: "Name"', "'label' stands here twice"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "at", "message"), BROKEN)
def test_broken_yaml(copy: RulebookCopy, file: str, old: str, new: str, at: str, message: str) -> None:
    copy.edit(file, old, new)
    assert copy.error() == f"{copy.place(file, at)}: {message}"


@pytest.mark.parametrize(("file", "shape"), [("criteria.yaml", "a mapping"), ("documents.yaml", "a list"), ("texts/it.yaml", "a mapping")])
@pytest.mark.parametrize("content", ["", "just words", "# nothing but a comment"])
def test_file_of_another_shape(copy: RulebookCopy, file: str, shape: str, content: str) -> None:
    (copy.folder / file).write_text(content)
    assert copy.error() == f"{file.rpartition('/')[2]}:1: should hold {shape}"


def test_file_that_is_not_there(copy: RulebookCopy) -> None:
    (copy.folder / "costs.yaml").unlink()
    assert copy.error() == "costs.yaml:1: cannot be read: No such file or directory"


def test_file_in_another_encoding(copy: RulebookCopy) -> None:
    (copy.folder / "costs.yaml").write_bytes("- {id: café}".encode("latin-1"))
    assert copy.error() == "costs.yaml:1: is not valid YAML: 'utf-8' codec can't decode byte 0xe9 in position 10: invalid continuation byte"


@pytest.mark.parametrize("language", ["en", "it"])
def test_text_without_counterpart(copy: RulebookCopy, language: str) -> None:
    copy.edit(f"texts/{language}.yaml", "facts:\n", 'extra: "x"\nfacts:\n')
    expected = {"it": "the text 'extra' has no counterpart in en.yaml", "en": "the text 'extra' is missing"}
    assert copy.error() == f"it.yaml:1: {expected[language]}"


@pytest.mark.parametrize(("value", "shown"), [("5", "5"), ("[a, b]", "a list"), ("yes", "True"), ("", "None")])
def test_text_that_is_none(copy: RulebookCopy, value: str, shown: str) -> None:
    copy.edit("texts/it.yaml", "facts:\n", f"extra: {value}\nfacts:\n")
    assert copy.error() == f"{copy.place('texts/it.yaml', 'extra:')}: the text 'extra' should be text, not {shown}"
