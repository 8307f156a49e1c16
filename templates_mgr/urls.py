from django.urls import path

from .views import editor, files, library, life, lists

app_name = "templates_mgr"
urlpatterns = [
    path("", lists.template_list, name="list"),
    path("library/", library.library, name="library"),
    path("import/", files.template_import, name="import"),
    path("export/", files.template_export, name="export"),
    path("add/", editor.template_add, name="add"),
    path("check/", editor.template_check, name="check"),
    path("<int:template>/", editor.template_edit, name="edit"),
    path("<int:template>/life/", life.template_life, name="life"),
    path("<int:template>/step/", life.template_step, name="step"),
    path("<int:template>/versions/<int:number>/restore/", life.version_restore, name="restore"),
    path("<int:template>/remove/", lists.template_remove, name="remove"),
]
