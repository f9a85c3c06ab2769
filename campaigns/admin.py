"""Campaigns can be looked at here. They are prepared, opened and changed on the desk, which keeps reasons and a history."""

from django.contrib import admin

from organizations.admin import BySystemAdmin, KeptAdmin

from .models import Campaign, Deadline


class DeadlineInline(BySystemAdmin, admin.TabularInline):
    model = Deadline
    can_change = False
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(KeptAdmin):
    can_change = False
    inlines = [DeadlineInline]
    list_display = ["year", "name", "theme", "starts_on", "ends_on"]
    list_display_links = ["name"]
    search_fields = ["name", "theme"]
