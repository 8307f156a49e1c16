from .application import Application, ApplicationStage, InformationRequest, LawfulMove, StageEvent
from .audit import AuditEvent
from .company import Company
from .job import Job
from .people import User
from .profile import CompanyProfile
from .sheet import AnswerSheet
from .workspace import CompanyGrant, Membership, Workspace

__all__ = [
    "AnswerSheet",
    "Application",
    "ApplicationStage",
    "AuditEvent",
    "Company",
    "CompanyGrant",
    "CompanyProfile",
    "InformationRequest",
    "Job",
    "LawfulMove",
    "Membership",
    "StageEvent",
    "User",
    "Workspace",
]
