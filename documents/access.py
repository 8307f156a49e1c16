"""The door of this room."""

from django.http import Http404

from readiness.models import Company

from .models import Document


def open_document(company: Company, document_id: int) -> Document:
    document = Document.objects.filter(company=company, pk=document_id).first()
    if document is None:
        raise Http404
    return document
