"""The door of this room."""

from django.http import Http404

from readiness.models import Company

from .models import MessageTemplate


def open_template(company: Company, template_id: int) -> MessageTemplate:
    template = MessageTemplate.objects.filter(company=company, pk=template_id).first()
    if template is None:
        raise Http404
    return template
