"""Whole messages on the broker of files: kombu writes a message under the name that readers look for, so that one may meet half of it."""

from __future__ import annotations

import os
import uuid
from time import monotonic
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps


def put_whole(self: filesystem.Channel, queue: str, payload: Any, **kwargs: Any) -> None:
    """As kombu's, but the message gets its name once all of it is there. ChannelError where the folder takes no file."""
    name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
    part = os.path.join(self.data_folder_out, f"{name}.part")
    try:
        with open(part, "wb") as file:
            file.write(dumps(payload).encode())  # type: ignore[no-untyped-call]
        os.replace(part, os.path.join(self.data_folder_out, name))
    except OSError as error:
        raise ChannelError(f"Cannot add file {name!r} to directory") from error


def use_whole_messages() -> None:
    filesystem.Channel._put = put_whole  # type: ignore[method-assign]
