from django.urls import path

from . import views

app_name = "templates_mgr"
urlpatterns = [
    path("", views.template_list, name="list"),
    path("add/", views.template_add, name="add"),
    path("<int:template>/", views.template_edit, name="edit"),
    path("<int:template>/remove/", views.template_remove, name="remove"),
]
