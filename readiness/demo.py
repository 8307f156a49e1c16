"""Who can sign in to the demo."""

from django.utils.translation import gettext_lazy as _

PASSWORD = "readiness-demo-2026"  # noqa: S105 — shown on the sign-in page of the demo
WORKSPACE_SLUG = "demo"

# role, e-mail, password
ACCOUNTS = [
    (_("Applicant"), "applicant@demo.example", PASSWORD),
    (_("Consultant"), "consultant@demo.example", PASSWORD),
    (_("Manager"), "manager@demo.example", PASSWORD),
]
