from django.urls import path

from practices.views import details, directory, imports, network, people, staff_member

app_name = "practices"
urlpatterns = [
    path("", directory.directory, name="directory"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:pk>/", imports.one_import, name="import"),
    path("imports/<int:pk>/progress/", imports.progress, name="import_progress"),
    path("imports/<int:pk>/refused.csv", imports.refused_rows, name="import_refused"),
    path("me/", details.my_details, name="my_details"),
    path("me/name/", details.my_name, name="my_name"),
    path("me/registration/", details.my_registration, name="my_registration"),
    path("network/<slug:network>/people/", network.network_people, name="network_people"),
    path("network/<slug:network>/people/appoint/", network.appoint, name="appoint"),
    path("network/<slug:network>/people/<int:pk>/", network.appointment, name="appointment"),
    path("network/<slug:network>/people/<int:pk>/end/", network.end_appointment, name="end_appointment"),
    path("network/<slug:network>/people/<int:pk>/invite/", network.invite, name="invite_appointed"),
    path("network/<slug:network>/people/<int:pk>/withdraw/", network.withdraw, name="withdraw_appointed"),
    path("network/<slug:network>/practices/", network.network_practices, name="network_practices"),
    path("network/<slug:network>/practices/add/", network.add_practice, name="add_practice"),
    path("network/<slug:network>/practices/open/", network.open_practice, name="open_practice"),
    path("network/<slug:network>/practices/<int:pk>/leave/", network.leave, name="leave"),
    path("<str:code>/", directory.practice, name="practice"),
    path("<str:code>/people/", people.people, name="people"),
    path("<str:code>/people/add/", people.add_colleague, name="add_colleague"),
    path("<str:code>/people/lead/", people.name_lead, name="name_lead"),
    path("<str:code>/people/<uuid:person>/", staff_member.staff_member, name="staff_member"),
    path("<str:code>/people/<uuid:person>/registration/", staff_member.register, name="register_colleague"),
    path("<str:code>/people/<uuid:person>/invite/", staff_member.invite, name="invite"),
    path("<str:code>/people/<uuid:person>/withdraw/", staff_member.withdraw, name="withdraw_invitation"),
    path("<str:code>/posts/<int:pk>/change/", staff_member.change_post, name="change_post"),
    path("<str:code>/posts/<int:pk>/end/", staff_member.end_post, name="end_post"),
    path("<str:code>/leads/<int:pk>/end/", staff_member.end_lead, name="end_lead"),
]
