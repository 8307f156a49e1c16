"""The product's table of contents."""

from django.urls import include, path

from .views import applications, companies, links, reminders, site, sources, topics, worker

workspace_urls = [
    path("add/", companies.company_add, name="company-add"),
    path("reminders/", reminders.reminder_list, name="reminders"),
    path("reminders/read/", reminders.reminders_read, name="reminders-read"),
    path("reminders/<int:reminder>/done/", reminders.reminder_done, name="reminder-done"),
    path("reminders/<int:reminder>/later/", reminders.reminder_later, name="reminder-later"),
    path("reminders/settings/", reminders.reminder_settings, name="reminder-settings"),
    path("reminders/settings/workspace/", reminders.house_settings, name="house-settings"),
    path("reminders/calendar/", reminders.calendar_address, name="calendar-address"),
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
    path("reminder/<str:token>/", links.reminder_link, name="reminder-link"),
    path("unsubscribe/<str:token>/", links.unsubscribe_link, name="unsubscribe"),
    path("calendar/<str:secret>.ics", links.calendar, name="calendar"),
    path("staff/worker/", worker.worker, name="worker"),
    path("staff/worker/retry/", worker.worker_retry, name="worker-retry"),
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
