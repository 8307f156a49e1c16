from django.urls import path

from . import views

app_name = "phone_numbers"
urlpatterns = [path("number/<slug:topic>/", views.topic, name="topic")]
