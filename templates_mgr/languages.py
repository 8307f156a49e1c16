"""The languages in which Meta takes a template: its exact codes (supported-languages page, November 2025)."""

from babel import Locale
from django.utils.translation import gettext_lazy as _

from .lint.codes import CODES

# Codes whose language Babel does not name.
NAMES = {"prs": _("Dari")}


def language_name(code: str, reader: str) -> str:
    """The name of a language for a reader of `reader`, with its country where the code has one."""
    language, _mark, country = code.partition("_")
    locale = Locale.parse(reader)
    name = str(locale.languages.get(language) or NAMES.get(language, code))
    territory = locale.territories.get(country)
    return f"{name} ({territory})" if territory else name


def choices(reader: str) -> list[tuple[str, str]]:
    named = ((code, f"{language_name(code, reader)} – {code}") for code in CODES)
    return sorted(named, key=lambda one: one[1].casefold())
