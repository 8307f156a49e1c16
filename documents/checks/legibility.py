"""The pages of a scan are in focus (G-DO-7: blurred text is what has a scan sent back).

Sharpness is the variance of the Laplacian at 1,000 pixels across. Measured on made A4 pages at 300 dpi, 10-point text, blurred by a
Gaussian of so many pixels: a full page has 7640 sharp, 842 at 2, 165 at 3 (hard to read), 36 at 4, 12 at 5, 6.7 at 6 (not to be read);
five lines have 851 sharp and 1.4 at 5; five pale lines 167 sharp. So little text looks like blurred text: between the two thresholds a
person must look, and a dull page among sharp ones (the empty back of a sheet) is never a fault.
"""

from __future__ import annotations

from documents.findings import Finding, FindingStatus

from .bounds import every_bound
from .scanned import is_scanned
from .subject import Subject

ID, ORDER = "legibility", 20
CLEAR_FROM = 100
BLURRED_BELOW = 10
BLANK_BELOW = 1


def check(subject: Subject) -> Finding | None:
    measured = [(page.sharpness, page.number) for page in subject.reading.pages if page.sharpness is not None]
    rule = every_bound(subject.book, "dpi")
    if not measured or rule is None or not is_scanned(subject):
        return None
    least, page = min(measured)
    seen = {"sharpness": f"{least:.1f}", "sharpness_wanted": CLEAR_FROM, "page": page}
    best = max(measured)[0]
    if least >= CLEAR_FROM:
        return Finding(ID, FindingStatus.PASSED, seen, rule.source, "", page)
    if best < BLURRED_BELOW:
        return Finding(ID, FindingStatus.TO_FIX, seen, rule.source, "blank" if best < BLANK_BELOW else "", page)
    return Finding(ID, FindingStatus.LOOK, seen, rule.source, "blank" if least < BLANK_BELOW else "", page)
