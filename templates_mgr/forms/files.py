"""A file of templates, sent by a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from templates_mgr.files import MAX_BYTES, MAX_MEGABYTES, BadFile, read_templates

PROBLEMS = {
    "too_large": _("The file is larger than %(megabytes)s MB. Split it, or export fewer templates."),
    "empty": _("The file holds no template. Choose a JSON file with templates."),
    "too_many": _("The file holds %(count)s templates; at most %(most)s are taken at once."),
    "not_text": _("The file is not text in UTF-8 (byte %(position)s). Choose a JSON file."),
    "not_json": _("The file is not JSON: line %(line)s, column %(column)s. Export it again, or mend that place."),
    "too_deep": _("The file is nested too deeply to hold templates."),
    "no_number": _("The file holds %(name)s, which is no number of JSON."),
    "no_templates": _("Expected a list of templates in the shape of Meta’s create call."),
}


class ImportForm(forms.Form):
    hide_optional = True

    file = forms.FileField(
        label=_("JSON file"),
        help_text=_("A list of templates as Meta exports them, or as this page does."),
        error_messages={"required": _("Choose a JSON file."), "empty": _("The file is empty. Choose a JSON file with templates.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    replace = forms.BooleanField(
        label=_("Put the texts of the file over those that stand here"),
        help_text=_("Otherwise both are kept, and the page shows where they differ. Older texts stay as versions."),
        required=False,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(PROBLEMS["too_large"], params={"megabytes": MAX_MEGABYTES})
        try:
            self.rows: list[Any] = read_templates(file.read())
        except BadFile as error:
            raise forms.ValidationError(PROBLEMS[error.code], params=error.seen) from error
        return file
