"""The back office: who and where."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import models

from .models import Department, DepartmentName, Line, Region, User

admin.site.site_header = admin.site.site_title = "全国质量月管理后台"
admin.site.index_title = "数据维护"
admin.site.register(User, UserAdmin)
admin.site.unregister(Group)  # what a person may do hangs on departments


class KeptAdmin(admin.ModelAdmin):
    """What mattered is ended by a date, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Region)
class RegionAdmin(KeptAdmin):
    list_display = ["code", "name", "level", "rank", "parent", "since", "until"]
    list_display_links = ["name"]
    list_filter = ["level", "rank"]
    list_select_related = ["parent"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["parent", "successor"]


@admin.register(Line)
class LineAdmin(KeptAdmin):
    list_display = ["name", "code", "order", "is_lead"]


class DepartmentNameInline(admin.TabularInline):
    model = DepartmentName
    extra = 0
    can_delete = False


class PictureInput(AdminFileWidget):
    """Says that there is a picture and lets people take it away. No address leads to it."""

    template_name = "organizations/picture_input.html"


@admin.register(Department)
class DepartmentAdmin(KeptAdmin):
    formfield_overrides = {models.FileField: {"widget": PictureInput}}
    inlines = [DepartmentNameInline]
    list_display = ["__str__", "region", "line", "since", "until"]
    list_filter = ["line", "region__level"]
    list_select_related = ["region", "line"]
    search_fields = ["names__name", "names__short_name"]
    autocomplete_fields = ["region", "successor"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("names")
