from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("campaigns.pages.urls")),
    path("notices/", include("campaigns.notices.urls")),
    path("regions/", include("campaigns.notices.region_urls")),
    path("desk/", include("campaigns.urls")),
    path("slogans/", include("slogans.urls")),
    path("", include("organizations.urls")),
    path("desk/notices/", include("campaigns.notices.drafting.urls")),
    path("desk/notices/", include("campaigns.notices.deriving.urls")),
    path("desk/receipts/", include("campaigns.notices.receiving.urls")),
    path("desk/notices/<key:pk>/replacements/", include("campaigns.notices.deriving.replacement_urls")),
    path("desk/notices/", include("campaigns.notices.following.urls")),
    path("account/", include("organizations.account.urls")),
    path("desk/board/", include("campaigns.notices.supervising.urls")),
    path("", include("campaigns.notices.issuing.urls")),
    path("desk/notices/<key:pk>/countersign/", include("campaigns.notices.countersigning.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "campaigns.pages.errors.bad_request"
handler403 = "campaigns.pages.errors.forbidden"
handler500 = "campaigns.pages.errors.server_error"
