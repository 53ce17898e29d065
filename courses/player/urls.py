"""The addresses of a package's origin. The site's own are elsewhere, and are not answered here."""

from django.urls import path, re_path

from courses.player import cmi5, content, scorm

urlpatterns = [
    path("<str:secret>/", scorm.start, name="start"),
    path("<str:secret>/commit", scorm.commit, name="commit"),
    path("<str:secret>/closed", scorm.closed, name="closed"),
    path("<str:secret>/fetch", cmi5.fetch, name="fetch"),
    # Libraries differ in whether they add a slash to an endpoint that ends with one.
    re_path(r"^(?P<secret>[^/]+)/xapi//?statements$", cmi5.statements, name="statements"),
    re_path(r"^(?P<secret>[^/]+)/xapi//?activities/state$", cmi5.state, name="state"),
    re_path(r"^(?P<secret>[^/]+)/xapi//?agents/profile$", cmi5.profile, name="profile"),
    path("<str:secret>/content/<path:path>", content.content, name="content"),
]
