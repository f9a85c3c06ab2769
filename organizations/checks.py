"""What `manage.py check --deploy` says beside what Django says."""

from django.conf import settings
from django.core.checks import Tags, Warning, register

NO_MAIL_SERVER = Warning(
    "EMAIL_HOST is not set: no mail leaves this machine, neither invitations nor reminders.",
    hint="Set EMAIL_HOST, and EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS, EMAIL_FROM as it needs.",
    id="organizations.W001",
)


@register(Tags.security, deploy=True)
def mail_server(app_configs, **kwargs):
    """A site in production needs a mail server."""
    return [NO_MAIL_SERVER] if settings.PRODUCTION and not settings.EMAIL_HOST else []
