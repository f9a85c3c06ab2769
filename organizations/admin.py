"""The back office: who and where."""

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget, AutocompleteSelect
from django.contrib.auth.models import Group
from django.db import models
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from . import access, audit
from .access import Right
from .credentials import entering, passwords
from .credentials.second_step import second_step_missing
from .models import Department, DepartmentName, Line, Region
from .paging import LAST_KEY

admin.site.site_header = admin.site.site_title = "全国质量月管理后台"
admin.site.index_title = "数据维护"
admin.site.unregister(Group)  # what a person may do hangs on departments, and accounts have pages of their own
admin.site.unregister([Authenticator, EmailAddress, UserSession])  # a person's own affair, and keys


def has_permission(request):
    """Whether somebody is in the back office: staff, with the second step where it is required and no overdue password."""
    user = request.user
    return user.is_active and user.is_staff and not (second_step_missing(user) or passwords.is_overdue(user))


@secure_admin_login
def door(request, **facts):
    """The back office has no door of its own: strangers go to the sign-in page, and back again."""
    answer = entering.first(request)
    return answer or redirect("admin:index")


def leads_to(name):
    """Return a view that leads to a page of the account, where the rules, the limits and the audit are; a POST stays one."""

    def lead(request, **facts):
        return redirect(name, preserve_request=request.method == "POST")

    return lead


admin.site.has_permission = has_permission
admin.site.login = door
admin.site.logout = require_POST(leads_to("account_logout"))
admin.site.password_change = admin.site.password_change_done = leads_to("account_change_password")


class BySystemAdmin:
    """Whose the pages are: the system administrator's. Django's permissions and its superuser's flag say nothing here.

    What mattered is ended by a date, never deleted; what is not to be changed here at all says `can_change = False`.
    """

    can_change, can_go = True, False

    def has_module_permission(self, request):
        return access.may(request.actor, Right.SYSTEM)

    def has_view_permission(self, request, obj=None):
        return access.may(request.actor, Right.SYSTEM)

    def has_add_permission(self, request, obj=None):
        return self.can_change and access.may(request.actor, Right.SYSTEM)

    has_change_permission = has_add_permission

    def has_delete_permission(self, request, obj=None):
        return self.can_go and access.may(request.actor, Right.SYSTEM)


class Searched(AutocompleteSelect):
    """A list that is searched. What is no key stands for nothing when a form is shown again, and raises nothing."""

    def optgroups(self, name, value, attrs=None):
        return super().optgroups(name, [each for each in value if is_key(str(each))], attrs)


def is_key(typed):
    return typed.isascii() and typed.isdigit() and int(typed[:20]) <= LAST_KEY


class KeptAdmin(BySystemAdmin, admin.ModelAdmin):
    """Records that the system administrator keeps. Each change leaves a row in the audit."""

    def formfield_for_foreignkey(self, db_field, request, **facts):
        if db_field.name in self.get_autocomplete_fields(request):
            facts["widget"] = Searched(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **facts)

    def log_addition(self, request, obj, message):
        audit.record("record-added", obj, by=request.actor)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        audit.record("record-changed", obj, by=request.actor)
        return super().log_change(request, obj, message)


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


class DepartmentNameInline(BySystemAdmin, admin.TabularInline):
    model = DepartmentName
    extra = 0


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
