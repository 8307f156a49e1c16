"""What the tests of papers share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_text_recognition_of_this_machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a machine has tesseract is its own affair: the tests of recognition bring their own program."""
    if request.module.__name__.rpartition(".")[2] != "test_reader_ocr":
        monkeypatch.setattr("documents.reader.find_engine", lambda: None)
