from django.urls import path

from . import (
    converters,  # noqa: F401  registers what stands between < and >
    delegation_views,
    identity_views,
    invitation_views,
    people_views,
    security_views,
)

app_name = "organizations"
urlpatterns = [
    path("desk/identity/", identity_views.identity, name="identity"),
    path("desk/people/", people_views.people, name="people"),
    path("desk/people/<key:pk>/", people_views.people, name="people-of"),
    path("desk/people/<key:pk>/appoint/", people_views.appoint, name="appoint"),
    path("desk/people/<key:pk>/invite/", people_views.invite, name="invite"),
    path("desk/memberships/<key:pk>/end/", people_views.end_membership, name="membership-end"),
    path("desk/invitations/<key:pk>/send/", people_views.send_invitation, name="invitation-send"),
    path("desk/invitations/<key:pk>/withdraw/", people_views.withdraw_invitation, name="invitation-withdraw"),
    path("desk/delegations/", delegation_views.delegation_list, name="delegations"),
    path("desk/delegations/give/", delegation_views.give, name="delegate"),
    path("desk/delegations/<key:pk>/end/", delegation_views.end, name="delegation-end"),
    path("desk/accounts/", security_views.account_list, name="accounts"),
    path("desk/accounts/invite/", security_views.invite_manager, name="invite-manager"),
    path("desk/accounts/<key:pk>/", security_views.account, name="account"),
    path("desk/accounts/<key:pk>/<slug:name>/", security_views.act, name="account-act"),
    path("invitations/<token:token>/", invitation_views.invitation, name="invitation"),
]
