from django.urls import path

from .views import reviews

app_name = "paper-reviews"
urlpatterns = [path("reviews/", reviews.queue, name="queue")]
