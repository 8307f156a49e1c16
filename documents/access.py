"""The doors of this room."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.shortcuts import get_object_or_404

from readiness.models import Company

from .models import Document, DocumentVersion, PaperFile


def open_document(company: Company, document_id: int) -> Document:
    document = Document.objects.filter(company=company, pk=document_id).first()
    if document is None:
        raise Http404
    document.company = company
    return document


def open_version(document: Document, number: int) -> DocumentVersion:
    return get_object_or_404(DocumentVersion.objects.select_related("file"), document=document, number=number)


def open_file(company: Company, file_id: uuid.UUID) -> PaperFile:
    return get_object_or_404(PaperFile.objects.all(), company=company, pk=file_id)
