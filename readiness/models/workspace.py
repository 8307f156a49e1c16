"""The wall between tenants: a workspace, who is in it, and which companies an applicant may see."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django_scopes import ScopedManager

from readiness.enums import RoleName


class Workspace(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="Europe/Rome")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=RoleName)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_a_person"),
            models.CheckConstraint(condition=models.Q(role__in=RoleName.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class CompanyGrant(models.Model):
    """Lets an applicant see one company."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="grants")
    company = models.ForeignKey("readiness.Company", on_delete=models.CASCADE, related_name="grants")

    objects = ScopedManager(workspace="company__workspace")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "company"], name="one_grant_a_company")]

    def __str__(self) -> str:
        return f"{self.membership_id} may see {self.company_id}"
