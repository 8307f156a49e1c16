from django.urls import path

from .views import editor, files, library, life, lists, meta

app_name = "templates_mgr"
urlpatterns = [
    path("", lists.template_list, name="list"),
    path("library/", library.library, name="library"),
    path("meta/", meta.meta, name="meta"),
    path("meta/sync/", meta.meta_sync, name="sync"),
    path("meta/disconnect/", meta.meta_disconnect, name="disconnect"),
    path("import/", files.template_import, name="import"),
    path("export/", files.template_export, name="export"),
    path("add/", editor.template_add, name="add"),
    path("check/", editor.template_check, name="check"),
    path("<int:template>/", editor.template_edit, name="edit"),
    path("<int:template>/life/", life.template_life, name="life"),
    path("<int:template>/step/", life.template_step, name="step"),
    path("<int:template>/versions/<int:number>/restore/", life.version_restore, name="restore"),
    path("<int:template>/send/", meta.template_send, name="send"),
    path("<int:template>/delete-at-meta/", meta.template_delete, name="delete-at-meta"),
    path("<int:template>/take/", life.meta_take, name="take"),
    path("<int:template>/remove/", lists.template_remove, name="remove"),
]
