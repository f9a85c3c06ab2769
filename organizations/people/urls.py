from django.urls import path

from .. import converters  # noqa: F401  registers what stands between < and >
from . import delegation_views, identity_views, invitation_views, security_views, views

urlpatterns = [
    path("desk/identity/", identity_views.identity, name="identity"),
    path("desk/people/", views.people, name="people"),
    path("desk/people/<key:pk>/", views.people, name="people-of"),
    path("desk/people/<key:pk>/appoint/", views.appoint, name="appoint"),
    path("desk/people/<key:pk>/invite/", views.invite, name="invite"),
    path("desk/people/<key:pk>/rename/<key:person>/", views.rename, name="rename"),
    path("desk/memberships/<key:pk>/end/", views.end_membership, name="membership-end"),
    path("desk/invitations/<key:pk>/", invitation_views.mine, name="invitation-mine"),
    path("desk/invitations/<key:pk>/accept/", invitation_views.accept, name="invitation-accept"),
    path("desk/invitations/<key:pk>/decline/", invitation_views.decline, name="invitation-decline"),
    path("desk/invitations/<key:pk>/send/", views.send_invitation, name="invitation-send"),
    path("desk/invitations/<key:pk>/withdraw/", views.withdraw_invitation, name="invitation-withdraw"),
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
]
