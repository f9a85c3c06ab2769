from django.contrib import admin

from .models import Campaign


@admin.register(Campaign)
class CampaignAdmin(admin.ModelAdmin):
    list_display = ["year", "name", "theme", "starts_on", "ends_on"]
    list_display_links = ["name"]
    search_fields = ["name", "theme"]
