"""What is typed from a paper: its dates, its resolution and the figures that its kind shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from readiness.display import text
from readiness.forms.answers import DateField, NameField, NumberField, PercentField, says_something
from readiness.rulebook import Rulebook
from readiness.rulebook.model import DocumentNeed
from readiness.rulebook.vocabulary import FactType

from .enums import Decision, DocumentStatus
from .models import Document

FIELDS: dict[str, type[forms.Field]] = {"issued_on": DateField, "expires_on": DateField}
YES_NO = [("", _("I don’t know yet")), ("true", _("Yes")), ("false", _("No"))]


class DocumentForm(forms.Form):
    """`record` of the cleaned form is what the action keeps."""

    hide_optional = True

    status = forms.ChoiceField(label=_("Where it stands"), choices=DocumentStatus.choices)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, book: Rulebook, need: DocumentNeed, document: Document, has_file: bool = False) -> None:
        self.need = need
        self.figure_types = {name: book.vocabulary.document_figures[name] for name in need.figures}
        initial = {"status": document.status, "version": document.version if document.pk else 0}
        initial |= {name: getattr(document, name) for name in need.fields}
        initial |= {name: _first(document.figures.get(name)) for name in need.figures}
        super().__init__(data, initial=initial)
        if has_file:  # where a paper with a file stands is decided by review
            del self.fields["status"]
        for name in need.fields:
            words = _words("document_fields", name)
            self.fields[name] = (
                FIELDS[name](**words) if name in FIELDS else NumberField(whole=True, validators=[MaxValueValidator(32_767)], **words)
            )
        for name, figure in self.figure_types.items():
            self.fields[name] = _figure_field(figure, _words("document_figures", name))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        issued, expires = cleaned.get("issued_on"), cleaned.get("expires_on")
        if issued and expires and expires < issued:
            self.add_error("expires_on", _("Enter a date after the date of issue."))
        return cleaned

    @property
    def record(self) -> dict[str, Any]:
        kept = [name for name in ("status", *self.need.fields) if name in self.fields]
        values = {name: self.cleaned_data.get(name) for name in kept}
        figures = {name: _kept(figure, self.cleaned_data.get(name)) for name, figure in self.figure_types.items()}
        return values | {"figures": {name: value for name, value in figures.items() if value is not None}}


class ReviewForm(forms.Form):
    """A decision on a paper; what is sent back says what to change."""

    hide_optional = True

    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Comment"),
        help_text=_("What to change, for the applicant to read."),
        max_length=2000,
        required=False,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    page = forms.IntegerField(
        label=_("Page"), help_text=_("Where the comment is about one page."), min_value=1, max_value=200, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("decision") == Decision.CHANGES and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Say what to change, so that the applicant can do it."))
        return cleaned


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it not relevant?"),
        help_text=_("The applicant and the manager read this, for example: “No shop: sells online only.”"),
        error_messages={"required": _("Say why, so that the applicant understands.")},
        max_length=500,
        validators=[says_something],
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _words(section: str, name: str) -> dict[str, Any]:
    return {"label": text(f"{section}.{name}.label"), "help_text": text(f"{section}.{name}.hint"), "required": False}


def _figure_field(figure: FactType, words: dict[str, Any]) -> forms.Field:
    match figure.type:
        case "bool":
            return forms.ChoiceField(choices=YES_NO, **words)
        case "int":
            return NumberField(whole=True, **words)
        case "ratio":
            return PercentField(**words)
        case "text":
            return NameField(max_length=200, **words)
    return NumberField(**words)


def _first(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def _kept(figure: FactType, value: Any) -> Any:
    """A figure as plain JSON; decimals as text, so that nothing is lost."""
    if value in (None, ""):
        return None
    if figure.type == "bool":
        return value == "true"
    return value if figure.type in ("int", "text") else format(value, "f")
