from .audit import AuditEvent
from .company import Company
from .job import Job
from .people import User
from .profile import CompanyProfile
from .sheet import AnswerSheet
from .workspace import CompanyGrant, Membership, Workspace

__all__ = ["AnswerSheet", "AuditEvent", "Company", "CompanyGrant", "CompanyProfile", "Job", "Membership", "User", "Workspace"]
