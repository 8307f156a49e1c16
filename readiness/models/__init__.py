from .application import Application, ApplicationStage, InformationRequest, LawfulMove, StageEvent
from .audit import AuditEvent
from .company import Company
from .heartbeat import Heartbeat
from .job import Job
from .mail import OutgoingMail
from .people import User
from .profile import CompanyProfile
from .reminder import Reminder
from .reminding import CalendarFeed, MailChoice, ReminderSettings
from .sheet import AnswerSheet
from .workspace import CompanyGrant, Membership, Workspace

__all__ = [
    "AnswerSheet",
    "Application",
    "ApplicationStage",
    "AuditEvent",
    "CalendarFeed",
    "Company",
    "CompanyGrant",
    "CompanyProfile",
    "Heartbeat",
    "InformationRequest",
    "Job",
    "LawfulMove",
    "MailChoice",
    "Membership",
    "OutgoingMail",
    "Reminder",
    "ReminderSettings",
    "StageEvent",
    "User",
    "Workspace",
]
