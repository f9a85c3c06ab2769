"""Notices can be looked at here, not changed: an issued text never changes, and its rows come from the record."""

from django.contrib import admin

from organizations.admin import BySystemAdmin, KeptAdmin

from .models import CitedDocument, Clause, Edition, Issuer, Notice


class ReadOnly(BySystemAdmin):
    can_change = False


class EditionInline(ReadOnly, admin.StackedInline):
    model = Edition
    fields = ["number", "title", "doc_number", "dated_text", "dated_on", "printed_on"]
    view_on_site = False
    show_change_link = True


class IssuerInline(ReadOnly, admin.TabularInline):
    model = Issuer
    fields = ["position", "printed_name"]


@admin.register(Notice)
class NoticeAdmin(ReadOnly, admin.ModelAdmin):
    inlines = [EditionInline]
    list_display = ["__str__", "campaign", "openness", "is_recorded", "recorded_at"]
    list_filter = ["campaign", "openness", "is_recorded"]
    list_select_related = ["campaign", "current"]
    search_fields = ["current__title"]


@admin.register(Edition)
class EditionAdmin(ReadOnly, admin.ModelAdmin):
    inlines = [IssuerInline]
    list_display = ["title", "number", "doc_number", "dated_on", "printed_on"]
    search_fields = ["title", "doc_number"]


@admin.register(Clause)
class ClauseAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["position", "kind", "path", "heading", "text"]
    list_display_links = ["path", "kind"]
    list_filter = ["kind"]
    search_fields = ["heading", "text"]
    raw_id_fields = ["edition", "parent"]


@admin.register(CitedDocument)
class CitedDocumentAdmin(KeptAdmin):
    list_display = ["title", "url"]
    search_fields = ["title"]
