from django.contrib import admin

from organizations.admin import KeptAdmin

from .models import Campaign


@admin.register(Campaign)
class CampaignAdmin(KeptAdmin):
    list_display = ["year", "name", "theme", "starts_on", "ends_on"]
    list_display_links = ["name"]
    search_fields = ["name", "theme"]
