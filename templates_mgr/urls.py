from django.urls import path

from .views import editor, lists

app_name = "templates_mgr"
urlpatterns = [
    path("", lists.template_list, name="list"),
    path("add/", editor.template_add, name="add"),
    path("<int:template>/", editor.template_edit, name="edit"),
    path("<int:template>/remove/", lists.template_remove, name="remove"),
]
