"""The product's table of contents."""

from django.urls import include, path

from .views import companies, site, sources, topics

workspace_urls = [
    path("add/", companies.company_add, name="company-add"),
    path("<slug:company>/profile/<slug:topic>/", topics.topic, name="topic"),
]

urlpatterns = [
    path("", companies.home, name="home"),
    path("healthz", site.healthz, name="healthz"),
    path("readyz", site.readyz, name="readyz"),
    path("sources/", sources.source_list, name="sources"),
    path("theme/", site.theme, name="theme"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("accounts/", include("allauth.urls")),
    path("w/<slug:workspace>/", include((workspace_urls, "readiness"))),
    path("w/<slug:workspace>/", include("documents.review_urls")),
    path("w/<slug:workspace>/", include("scoring.urls")),
    path("w/<slug:workspace>/<slug:company>/documents/", include("documents.urls")),
    path("w/<slug:workspace>/<slug:company>/templates/", include("templates_mgr.urls")),
    path("w/<slug:workspace>/<slug:company>/", include("phone_numbers.urls")),
]
