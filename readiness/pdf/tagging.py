"""What PDF/UA asks of the tags beyond what WeasyPrint writes: scopes of headers; running heads and feet as artifacts."""

from __future__ import annotations

from typing import Any

Ref = bytes


def finish_tags(document: Any, pdf: Any) -> None:
    """A finisher of WeasyPrint: called with the laid out document and the PDF before it is written."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    tagged = _reached(pdf, root["K"])
    for ref in tagged:
        element = _object(pdf, ref)
        if element["S"] == "/TH":
            element["A"]["Scope"] = _scope(pdf, element)
        elif element["S"] == "/Link" and _object(pdf, element["P"])["S"] == "/Link":
            element["S"] = "/Span"  # the page number behind a link
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    for position, page_ref in enumerate(pdf.page_references):
        owners = numbers[2 * position + 1]
        running = {mark for mark, owner in enumerate(owners) if owner not in tagged}
        for mark in running:
            _object(pdf, owners[mark]).free = "f"
            owners[mark] = "null"
        _mark_as_artifacts(_object(pdf, _object(pdf, page_ref)["Contents"]).stream, running)


def _object(pdf: Any, ref: Ref) -> Any:
    return pdf.objects[int(ref.split()[0])]


def _reached(pdf: Any, kids: list[Any]) -> dict[Ref, None]:
    """Every structure element that hangs in the tree, in a fixed order."""
    found: dict[Ref, None] = {}
    waiting = [kid for kid in kids if isinstance(kid, bytes)]
    while waiting:
        ref = waiting.pop()
        element = _object(pdf, ref)
        if ref not in found and "S" in element:
            found[ref] = None
            waiting += [kid for kid in element["K"] if isinstance(kid, bytes)]
    return found


def _scope(pdf: Any, header: Any) -> str:
    row = _object(pdf, header["P"])
    return "/Column" if _object(pdf, row["P"])["S"] == "/THead" else "/Row"


def _mark_as_artifacts(stream: list[Any], marks: set[int]) -> None:
    """`/Span <</MCID 3>> BDC` becomes `/Artifact BMC` for these marks."""
    for position, item in enumerate(stream):
        if isinstance(item, dict) and item.get("MCID") in marks:
            stream[position - 1 : position + 2] = ["/Artifact", b"", b"BMC"]
