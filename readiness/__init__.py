"""The floor: who asks, what is asked. Imports none of the rooms above it."""

from .celery import app as celery_app

__all__ = ["celery_app"]
