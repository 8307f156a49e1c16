"""Signals of this room. A receiver only rings."""

from django.dispatch import Signal

# A file waits to be read and is committed. Sends: file_id.
paper_waits = Signal()
