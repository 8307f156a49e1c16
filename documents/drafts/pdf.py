"""A draft as PDF/UA-1: the same draft gives the same bytes."""

from __future__ import annotations

from django.template.loader import render_to_string

from readiness.pdf import html_to_pdf

from .model import BLANK, Draft


def to_pdf(draft: Draft) -> bytes:
    return html_to_pdf(draft_html(draft))


def draft_html(draft: Draft) -> str:
    return render_to_string("documents/draft.html", {"draft": draft, "blank": BLANK})
