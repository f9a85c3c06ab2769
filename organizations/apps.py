from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"
    verbose_name = "机构与行政区划"

    def ready(self):
        from allauth.account.signals import user_logged_in
        from allauth.usersessions.signals import on_user_logged_in

        # They check, and listen to accounts and sign-ins.
        from . import checks  # noqa: F401
        from .account import own_acts  # noqa: F401
        from .credentials import passwords, sessions  # noqa: F401

        user_logged_in.disconnect(on_user_logged_in)  # it asks for each session by itself; sessions.arrive does not
