from django.urls import path, re_path

from . import (
    audit_views,
    converters,  # noqa: F401  registers what stands between < and >
    delegation_views,
    identity_views,
    inbox_views,
    invitation_views,
    job_views,
    mail_folder_views,
    mail_views,
    people_views,
    security_views,
)

app_name = "organizations"
urlpatterns = [
    # who may do what, and for whom
    path("desk/identity/", identity_views.identity, name="identity"),
    path("desk/people/", people_views.people, name="people"),
    path("desk/people/<key:pk>/", people_views.people, name="people-of"),
    path("desk/people/<key:pk>/appoint/", people_views.appoint, name="appoint"),
    path("desk/people/<key:pk>/invite/", people_views.invite, name="invite"),
    path("desk/people/<key:pk>/rename/<key:person>/", people_views.rename, name="rename"),
    path("desk/memberships/<key:pk>/end/", people_views.end_membership, name="membership-end"),
    path("desk/invitations/<key:pk>/", invitation_views.mine, name="invitation-mine"),
    path("desk/invitations/<key:pk>/accept/", invitation_views.accept, name="invitation-accept"),
    path("desk/invitations/<key:pk>/decline/", invitation_views.decline, name="invitation-decline"),
    path("desk/invitations/<key:pk>/send/", people_views.send_invitation, name="invitation-send"),
    path("desk/invitations/<key:pk>/withdraw/", people_views.withdraw_invitation, name="invitation-withdraw"),
    path("desk/delegations/", delegation_views.delegation_list, name="delegations"),
    path("desk/delegations/give/", delegation_views.give, name="delegate"),
    path("desk/delegations/<key:pk>/end/", delegation_views.end, name="delegation-end"),
    path("desk/accounts/", security_views.account_list, name="accounts"),
    path("desk/accounts/invite/", security_views.invite_manager, name="invite-manager"),
    path("desk/accounts/lockouts/<key:pk>/release/", security_views.release, name="lockout-release"),
    path("desk/accounts/<key:pk>/", security_views.account, name="account"),
    path("desk/accounts/<key:pk>/name/", security_views.rename, name="account-rename"),
    path("desk/accounts/<key:pk>/<slug:name>/", security_views.act, name="account-act"),
    path("invitations/<token:token>/", invitation_views.invitation, name="invitation"),
    # what is owed, what goes on, what was done
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
    path("audit/", audit_views.audit_list, name="audit"),
    path("audit/export/", audit_views.audit_export, name="audit-export"),
    path("mails/", mail_folder_views.written_mails, name="written-mails"),
    re_path("^mails/(?P<name>[0-9]{8}-[0-9]{6}-[0-9]{1,20})/$", mail_folder_views.written_mail, name="written-mail"),
]
