from .connection import MetaConnection
from .template import MAX_NAME_CHARS, MessageTemplate
from .version import TemplateEvent, TemplateVersion

__all__ = ["MAX_NAME_CHARS", "MessageTemplate", "MetaConnection", "TemplateEvent", "TemplateVersion"]
