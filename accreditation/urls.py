from django.urls import path

from accreditation.views import decisions, declarations, frameworks

app_name = "accreditation"
urlpatterns = [
    path("frameworks/<slug:code>/", frameworks.framework, name="framework"),
    path("<str:code>/enrol/", frameworks.enrol, name="enrol"),
    path("<str:code>/decide/", decisions.decide, name="decide"),
    path("<str:code>/declarations/", declarations.declarations, name="declarations"),
    path("<str:code>/declarations/<int:pk>/withdraw/", declarations.withdraw, name="withdraw_declaration"),
]
