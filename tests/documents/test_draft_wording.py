"""The wording of the drafts: complete in each language, with the same placeholders; a further language is one more file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.drafts import KINDS, draft_for
from documents.drafts.wording import FOLDER, Wording, read_wordings
from readiness.rulebook import RulebookError
from tests.documents.draft_subjects import COMPLETE, NOTHING
from tests.test_translations import english_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "texts"))


def change(folder: Path, language: str, before: str, after: str) -> None:
    path = folder / f"{language}.yaml"
    text = path.read_text()
    assert text.count(before) == 1
    path.write_text(text.replace(before, after))


def line_of(folder: Path, language: str, words: str) -> int:
    return next(number for number, line in enumerate((folder / f"{language}.yaml").read_text().splitlines(), 1) if words in line)


Change = tuple[str, str, str]
CONTRACT, VIRTUAL = "con {number_operator};", "numero virtuale"
TITLE = '  title: "Lettera di autorizzazione"\n'


@pytest.mark.parametrize(
    ("changed", "place", "message"),
    [
        (("it", TITLE, ""), "", "the text 'authorisation_letter.title' is missing"),
        (("it", TITLE, TITLE + '  titel: "Lettera"\n'), "titel", "'authorisation_letter.titel' has no counterpart in en.yaml"),
        (("it", CONTRACT, "con un operatore;"), VIRTUAL, "'number_explanation.virtual' differs from en.yaml .*: number_operator"),
        (("it", CONTRACT, "con {number_operater};"), VIRTUAL, "'number_explanation.virtual' .* 'number_operater'; did you mean"),
        (("it", CONTRACT, "con {number operator};"), VIRTUAL, "'number_explanation.virtual' has a brace that belongs to no"),
        (("it", CONTRACT, CONTRACT + "}"), VIRTUAL, "'number_explanation.virtual' has a brace that belongs to no"),
        (("it", '  address: "sede legale"\n', ""), "Siamo titolari", "needs the text 'fields.address'"),
        (("it", '  closing: "In fede"', "  closing: 7"), "closing", "'layout.closing' should be text, not 7"),
        (("it", '  closing: "In fede"', '  closing: " "'), "closing", "'layout.closing' should be text, not ' '"),
        (("it", '  place: "luogo"', '  place: "luogo"\n  place: "posto"'), "posto", "'place' stands here twice"),
    ],
)
def test_fault_is_named_with_file_and_key(folder: Path, changed: Change, place: str, message: str) -> None:
    assert set(read_wordings(folder)) == {"en", "it"}
    change(folder, *changed)
    with pytest.raises(RulebookError, match=f"^it.yaml:{line_of(folder, 'it', place) if place else 1}: .*{message}"):
        read_wordings(folder)


def test_reference_must_be_there(folder: Path) -> None:
    (folder / "en.yaml").unlink()
    with pytest.raises(RulebookError, match="en.yaml:1: is missing"):
        read_wordings(folder)


def test_further_language_is_one_more_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    german = (folder / "it.yaml").read_text().replace("it-IT", "de-DE").replace('place: "luogo"', 'place: "Ort"')
    (folder / "de.yaml").write_text(german)
    found = read_wordings(folder)
    monkeypatch.setattr("documents.drafts.writing.wordings", lambda: found)
    draft = draft_for("authorisation_letter", NOTHING, "de")
    assert (set(found), draft.language, draft.blanks[-1].label) == ({"de", "en", "it"}, "de", "Ort")


def test_every_text_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    used: set[str] = set()
    get: Callable[[Wording, str], str] = Wording.get

    def noted(wording: Wording, path: str) -> str:
        used.add(path)
        return get(wording, path)

    monkeypatch.setattr(Wording, "get", noted)
    for kind in KINDS:
        draft_for(kind, COMPLETE, "en")
        draft_for(kind, NOTHING, "en")
    fixed = {path for path in read_wordings(FOLDER)["en"].by_path if not path.startswith(("choices.", "units."))}
    assert {one for one in fixed - used if not one.startswith("fields.")} == set()


def test_italian_is_italian() -> None:
    found = read_wordings(FOLDER)
    italian = {path: text for path, (text, _line) in found["it"].by_path.items() if not path.startswith("layout.locale")}
    assert {path: words for path, text in italian.items() if (words := english_in(text))} == {}
    same = {text for path, text in italian.items() if found["en"].get(path) == text and len(text.split()) > 1}
    assert same == set()
