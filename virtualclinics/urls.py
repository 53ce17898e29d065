from django.urls import URLPattern

app_name = "virtualclinics"
urlpatterns: list[URLPattern] = []
