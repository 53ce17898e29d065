from django.urls import path

from practices.views import accounts

urlpatterns = [
    path("invitation/<str:token>/", accounts.accept, name="accept_invitation"),
    path("second-factor/", accounts.second_factor, name="second_factor"),
]
