from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

# Wagtail's own sign-in pages would let a password alone into the admin, past the second factor.
sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns = [
    path("admin/login/", sign_in),
    path("_util/login/", sign_in),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("accounts/", include("practices.account_urls")),
    path("accounts/", include("allauth.urls")),
    path("practices/", include("practices.urls")),
    path("courses/", include("courses.urls")),
    path("clinics/", include("virtualclinics.urls")),
    path("visits/", include("visits.urls")),
    path("accreditation/", include("accreditation.urls")),
    path("", include("portal.urls")),
    path("", include("cms.urls")),
    path("", include(wagtail_urls)),
]
if not settings.ENVIRONMENT.is_live:
    # A live site serves uploads from its web server or object store, from another origin.
    urlpatterns.insert(0, re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}))

handler400 = "cms.errors.bad_request"
handler403 = "cms.errors.permission_denied"
handler404 = "cms.errors.page_not_found"
handler500 = "cms.errors.server_error"
