"""Everything the rulebook rests on: the guide's facts, what Meta publishes, and the changes of the rulebook."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from readiness.display import Source, meta_notes, text
from readiness.rulebook import current_rulebook


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    book = current_rulebook()
    context = {
        "book": book,
        "guide": [{"source": Source(one), "meta_notes": meta_notes(book, (one,))} for one in book.guide],
        "meta": [{"source": Source(one.id), "page": one.page, "read_on": one.read_on} for one in book.meta_sources.values()],
        "bases": [{"id": one} | {part: text(f"bases.{one}.{part}") for part in ("title", "sentence")} for one in ("guide", "meta")],
        "changes": [{"change": one, "texts": [text(f"rulebook.changes.{name}") for name in one.changes]} for one in book.changelog],
    }
    return render(request, "readiness/sources.html", context)
