from django.urls import path

from . import views

app_name = "documents"
urlpatterns = [
    path("", views.document_list, name="list"),
    path("add/<slug:kind>/", views.document_add, name="add"),
    path("<int:document>/", views.document_edit, name="edit"),
    path("<int:document>/remove/", views.document_remove, name="remove"),
]
