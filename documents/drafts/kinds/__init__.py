"""The papers that can be drafted: one file each, named like its document kind, with one pure function `build`."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module

from documents.drafts.model import Draft, DraftSubject

Build = Callable[[DraftSubject, str], Draft]

BUILDERS: dict[str, Build] = {
    name: import_module(f"{__name__}.{name}").build for name in sorted(one.name for one in pkgutil.iter_modules(__path__))
}
