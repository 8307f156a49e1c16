"""What the editor shows beside the form: verdict, findings, the text with marks, and what a customer sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from readiness.display import language, sources
from readiness.models import Company
from readiness.rulebook import current_rulebook
from templates_mgr.compose import Fields
from templates_mgr.forms.rows import HEADER_NAMES
from templates_mgr.forms.text import COUNTED, MessageTemplateForm
from templates_mgr.lint import Basis, Finding, Lint, Severity, ShapeError, Verdict, explain, read_template
from templates_mgr.linting import judged, neighbours
from templates_mgr.marking import MOST, MOST_WITH_AN_OFFER, marked_texts
from templates_mgr.preview import Bubble, preview
from templates_mgr.words import part_words, verdict_words

SEVERITIES = {Severity.ERROR: (_("Error"), "bad"), Severity.WARNING: (_("Warning"), "warn"), Severity.INFO: (_("Hint"), "unknown")}
FALLING = tuple(Severity)
# Labels that Meta writes itself where the template has none.
BUTTON_LABELS = {
    "COPY_CODE": _("Copy offer code"),
    "OTP": _("Copy code"),
    "CATALOG": _("View catalog"),
    "MPM": _("View items"),
    "SPM": _("View"),
    "VOICE_CALL": _("Call on WhatsApp"),
    "REQUEST_CONTACT_INFO": _("Share phone number"),
}


def panel_of(form: MessageTemplateForm, company: Company) -> dict[str, Any]:
    """For `templates_mgr/check.html`; `problem` instead of a verdict where what came has no template's shape."""
    counters = counter_rows(form)
    if form.typed_fields == Fields() and not form.instance.pk:
        return {"is_blank": True, "counters": counters, "problem": "", "verdict": verdict_of(None)}
    try:
        call = form.call
        found = judged(call, neighbours(company, but=form.instance.pk))
    except ShapeError as error:
        return {"is_blank": False, "problem": shape_words(error), "counters": counters, "verdict": verdict_of(None)}
    return {"is_blank": False, "problem": "", "counters": counters} | shown(call, found, form.composed.fields)


def shown(call: Mapping[str, Any], found: Lint, fields: Mapping[Any, str]) -> dict[str, Any]:
    template = read_template(call)
    findings = sorted(found.findings, key=lambda one: FALLING.index(one.severity))
    return {
        "verdict": verdict_of(found),
        "findings": [finding_row(number, one, fields) for number, one in enumerate(findings, start=1)],
        "texts": [
            {"title": place_words(one.component, one.card, one.button), "marked": one, "count": characters(one.length, one.most)}
            for one in marked_texts(template, findings)
        ],
        "seen": seen_of(call),
    }


def seen_of(call: Mapping[str, Any]) -> dict[str, Any]:
    """For `templates_mgr/preview.html`."""
    seen = preview(read_template(call))
    return {"language": seen.language, "direction": seen.direction, "bubble": bubble_row(seen.bubble)}


def bubble_row(bubble: Bubble) -> dict[str, Any]:
    labels = [one.text or BUTTON_LABELS.get(one.kind, one.kind) for one in bubble.buttons]
    return {
        "it": bubble,
        "media": HEADER_NAMES.get(bubble.media, bubble.media),
        "labels": labels,
        "cards": [bubble_row(card) for card in bubble.cards],
    }


def verdict_of(found: Lint | None) -> dict[str, Any]:
    if found is None:
        return {"title": "", "tone": "", "text": ""}
    codes = subcodes(code for one in found.findings if one.effect is Verdict.REFUSE for code in one.source)
    refused = gettext("Meta’s API refuses it before anybody reads it. Mend the errors below.")
    sentences = {
        Verdict.REFUSE: f"{refused} {code_words(codes)}".strip(),
        Verdict.REJECT: gettext("Meta’s review is likely to say no. Mend the errors below."),
        Verdict.RECATEGORISE: gettext(
            "Meta is likely to approve it as %(category)s. Then each message costs the price of that category, Meta limits how many"
            " marketing messages a person gets, and people can stop them."
        )
        % {"category": found.category},
        Verdict.APPROVE: gettext("Nothing that we know of leads to a refusal. Look at the points below all the same.")
        if found.findings
        else gettext("Nothing that we know of speaks against it."),
    }
    title, tone = verdict_words(found.verdict)
    return {"title": str(title), "tone": tone, "text": sentences[found.verdict]}


def finding_row(number: int, finding: Finding, fields: Mapping[Any, str]) -> dict[str, Any]:
    title, message, fix = explain(finding, current_rulebook().texts, language())
    place, (severity, tone) = finding.place, SEVERITIES[finding.severity]
    name = fields.get((place.component, place.card, place.button), "")
    return {
        "number": number,
        "severity": severity,
        "tone": tone,
        "title": title,
        "message": message,
        "fix": fix,
        "where": place_words(place.component, place.card, place.button),
        "suggestion": finding.suggestion,
        "field": f"id_{name}" if place.button is None else "id_otp_text" if name == "otp" else f"id_{name}-text",
        "has_field": bool(name),
        "is_meta": finding.basis is Basis.META,
        "codes": code_words(subcodes(finding.source)),
        "sources": sources(one for one in finding.source if not one.isdigit()),
    }


def subcodes(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one for one in ids if one.isdigit()))


def code_words(codes: list[str]) -> str:
    if not codes:
        return ""
    return ngettext("It answers with error %(codes)s.", "It answers with errors %(codes)s.", len(codes)) % {"codes": ", ".join(codes)}


def place_words(component: str | None, card: int | None, button: int | None) -> str:
    """`Card 2 Button 1`, `Text`; the template as a whole where no component is named."""
    parts = [f"CARD {card + 1}"] if card is not None else []
    if button is not None:
        parts.append(f"BUTTON {button + 1}")
    elif component:
        parts.append(component)
    return part_words(" ".join(parts)) if parts else gettext("Template")


def characters(length: int, most: int | None) -> str:
    if most is None:
        return ngettext("%(count)s character", "%(count)s characters", length) % {"count": shown_number(length)}
    return gettext("%(count)s of %(most)s characters") % {"count": shown_number(length), "most": shown_number(most)}


def shown_number(value: int) -> str:
    return format_decimal(value, locale=language())


def counter_rows(form: MessageTemplateForm) -> dict[str, str]:
    """Beside the fields, by their name."""
    fields = form.typed_fields
    typed = dict(zip(COUNTED, (fields.header.text, fields.body.text, fields.footer), strict=True))
    most = {"header_text": MOST["HEADER"], "body": (MOST_WITH_AN_OFFER if fields.offer.text else MOST)["BODY"], "footer": MOST["FOOTER"]}
    return {name: characters(len(text), most[name]) for name, text in typed.items()}


def shape_words(error: ShapeError) -> str:
    if "character" in error.found:
        return gettext("The text holds a sign that no message can carry: half a character, or a zero. Delete it, and type it again.")
    return gettext("This cannot be read as a template: %(place)s. Open the template again.") % {"place": error.path}
