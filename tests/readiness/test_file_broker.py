"""The broker of files: a reader meets whole messages or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError
from kombu.transport import filesystem

import readiness.celery  # noqa: F401 — puts the whole messages in
from readiness import file_broker


def broker(folder: Path) -> Connection:
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "control_folder": str(folder)}
    return Connection("filesystem://localhost/", transport_options=options)


def test_what_is_put_is_got(tmp_path: Path) -> None:
    with broker(tmp_path) as connection, connection.SimpleQueue("jobs") as queue:
        queue.put({"text": "è tutto qui"})
        message = queue.get(timeout=2)
        assert message.payload == {"text": "è tutto qui"}
        message.ack()


def test_half_a_message_has_no_name_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with broker(tmp_path) as connection:
        channel = connection.channel()
        with monkeypatch.context() as patch:
            patch.setattr(file_broker.os, "replace", lambda part, name: None)  # killed before it
            channel._put("jobs", {"text": "half"})
        assert [name.endswith(".part") for name in os.listdir(tmp_path)] == [True]
        assert channel._size("jobs") == 0
        channel._put("jobs", {"text": "whole"})
        assert channel._get("jobs") == {"text": "whole"}


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    with broker(tmp_path) as connection, connection.SimpleQueue("jobs") as queue:
        queue.channel.data_folder_out = str(tmp_path / "gone")
        with pytest.raises(ChannelError, match="Cannot add file"):
            queue.channel._put("jobs", {"a": 1})
    assert filesystem.Channel._put is file_broker.put_whole
