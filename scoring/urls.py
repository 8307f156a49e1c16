from django.urls import path

from .views import apply, checklist, portfolio, reports, score

app_name = "scoring"
urlpatterns = [
    path("", portfolio.companies, name="companies"),
    path("<slug:company>/", checklist.tasks, name="tasks"),
    path("<slug:company>/apply/", apply.apply, name="apply"),
    path("<slug:company>/card/", score.card, name="card"),
    path("<slug:company>/answers/<slug:stage>/", checklist.answers, name="answers"),
    path("<slug:company>/score/", score.score, name="score"),
    path("<slug:company>/what-if/", score.what_if, name="what-if"),
    path("<slug:company>/report/", reports.report_ask, name="report-ask"),
    path("<slug:company>/report/<uuid:job>/", reports.report, name="report"),
    path("<slug:company>/report/<uuid:job>/file/", reports.report_file, name="report-file"),
]
