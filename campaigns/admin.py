from django.contrib import admin

from organizations.admin import KeptAdmin

from .models import Campaign, Deadline


class DeadlineInline(admin.TabularInline):
    model = Deadline
    extra = 0


@admin.register(Campaign)
class CampaignAdmin(KeptAdmin):
    inlines = [DeadlineInline]
    list_display = ["year", "name", "theme", "starts_on", "ends_on"]
    list_display_links = ["name"]
    search_fields = ["name", "theme"]
