from django.urls import path

from .views import drafts, files, papers, reviews

app_name = "documents"
urlpatterns = [
    path("", papers.document_list, name="list"),
    path("add/<slug:kind>/", papers.document_add, name="add"),
    path("upload/<slug:kind>/", files.upload, name="upload"),
    path("files/<uuid:file>/dismiss/", files.dismiss, name="dismiss"),
    path("<int:document>/", papers.document_edit, name="edit"),
    path("<int:document>/checks/", papers.document_checks, name="checks"),
    path("<int:document>/remove/", papers.document_remove, name="remove"),
    path("<int:document>/also/", papers.document_also, name="also"),
    path("<int:document>/replace/", files.replace, name="replace"),
    path("waive/<slug:kind>/", reviews.waive_paper, name="waive"),
    path("want/<slug:kind>/", reviews.want_paper, name="want"),
    path("draft/<slug:kind>/", drafts.draft, name="draft"),
    path("<int:document>/<int:number>/decide/", reviews.decide, name="decide"),
    path("<int:document>/<int:number>/original/", files.original, name="original"),
    path("<int:document>/<int:number>/pages/<int:page>.png", files.preview, name="preview"),
]
