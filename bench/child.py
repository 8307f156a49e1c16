"""One bench in a fresh process: `python -m bench.child NAME [--quick]`; the last line it prints is its results as JSON."""

from __future__ import annotations

import importlib
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "readiness.settings")


def main(name: str, *options: str) -> None:
    django.setup()
    from .results import encoded

    print(encoded(importlib.import_module(f"bench.{name}").measure(quick="--quick" in options)))


if __name__ == "__main__":
    main(*sys.argv[1:])
