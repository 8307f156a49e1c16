"""The pages of number, server and health: topics of the checklist kept on this room's sheets."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from readiness.views.topics import topic_page

from .forms import NumberForm
from .models import AccountHealth, PhoneNumber, TechnicalSetup

SHEETS = {"number": PhoneNumber, "technical": TechnicalSetup, "health": AccountHealth}


@require_http_methods(["GET", "HEAD", "POST"])
def topic(request: HttpRequest, workspace: str, company: str, topic: str) -> HttpResponse:
    return topic_page(request, company, topic, SHEETS, NumberForm)
