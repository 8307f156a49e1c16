"""The product's table of contents."""

from django.urls import include, path

from .views import applications, companies, site, sources, topics

workspace_urls = [
    path("add/", companies.company_add, name="company-add"),
    path("<slug:company>/profile/<slug:topic>/", topics.topic, name="topic"),
    path("<slug:company>/application/", applications.application_list, name="applications"),
    path("<slug:company>/application/open/", applications.application_open, name="application-open"),
    path("<slug:company>/application/<int:number>/", applications.application, name="application"),
    path("<slug:company>/application/<int:number>/stage/", applications.stage_move, name="stage-move"),
    path("<slug:company>/application/<int:number>/move/", applications.application_move, name="application-move"),
    path("<slug:company>/application/<int:number>/ask/", applications.information_ask, name="information-ask"),
    path("<slug:company>/application/<int:number>/requests/<int:asked>/", applications.information_answer, name="information-answer"),
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
