"""Address of the gallery of pieces."""

from django.urls import path

from alongside.web.components.views import gallery

urlpatterns = [path("components/", gallery, name="components")]
