from django.urls import path, re_path

from .. import converters  # noqa: F401  registers what stands between < and >
from . import inbox_views, job_views, mail_folder_views, mail_views

urlpatterns = [
    path("inbox/", inbox_views.inbox, name="inbox"),
    path("inbox/read/", inbox_views.read_all, name="inbox-read"),
    path("inbox/<key:pk>/open/", inbox_views.message_open, name="message-open"),
    path("inbox/<key:pk>/read/", inbox_views.message_read, name="message-read"),
    path("desk/jobs/", job_views.job_list, name="jobs"),
    path("desk/jobs/<key:pk>/", job_views.job_detail, name="job"),
    path("desk/jobs/<key:pk>/retry/", job_views.job_retry, name="job-retry"),
    path("desk/mails/", mail_views.mail_list, name="mails"),
    path("desk/mails/resend/", mail_views.mail_resend_failed, name="mails-resend"),
    path("desk/mails/<key:pk>/resend/", mail_views.mail_resend, name="mail-resend"),
    path("desk/mails/<key:pk>/settle/", mail_views.mail_settle, name="mail-settle"),
    path("mails/", mail_folder_views.written_mails, name="written-mails"),
    re_path("^mails/(?P<name>[0-9]{8}-[0-9]{6}-[0-9]{1,20})/$", mail_folder_views.written_mail, name="written-mail"),
]
