"""Addresses of the pages beside the editor."""

from django.urls import path

from . import addressing_views, attach_views, duty_views, facts_views, history_views, locking_views, preview_views

urlpatterns = [
    path("facts/", facts_views.facts_edit, name="facts"),
    path("addressees/", addressing_views.addressees_edit, name="addressees"),
    path("duties/", duty_views.duties_edit, name="duties"),
    path("locks/", locking_views.locks_edit, name="locks"),
    path("attachments/", attach_views.attachment_list, name="attachments"),
    path("attachments/add/", attach_views.attachment_add, name="attachment-add"),
    path("attachments/removed/<key:removed>/", attach_views.attachment_restore, name="attachment-restore"),
    path("attachments/<key:key>/rename/", attach_views.attachment_rename, name="attachment-rename"),
    path("attachments/<key:key>/up/", attach_views.moving("up"), name="attachment-up"),
    path("attachments/<key:key>/down/", attach_views.moving("down"), name="attachment-down"),
    path("attachments/<key:key>/remove/", attach_views.attachment_remove, name="attachment-remove"),
    path("attachments/<key:key>/table/", attach_views.attachment_table, name="attachment-table"),
    path("attachments/<key:key>/file/", attach_views.attachment_file, name="attachment-file"),
    path("attachments/<key:key>/download/", attach_views.attachment_download, name="attachment-download"),
    path("preview/", preview_views.preview, name="preview"),
    path("preview/ask/", preview_views.preview_ask, name="preview-ask"),
    path("preview/<stamp:stamp>.pdf", preview_views.preview_file, name="preview-file"),
    path("preview/<stamp:stamp>/<key:number>.png", preview_views.preview_page, name="preview-page"),
    path("history/", history_views.revision_list, name="history"),
    path("history/compare/", history_views.revision_compare, name="history-compare"),
    path("history/<key:number>/restore/", history_views.revision_restore, name="history-restore"),
]
