from django.urls import path

from cms import views

app_name = "cms"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("gallery/", views.gallery, name="gallery"),
    path("search/", views.search, name="search"),
]
