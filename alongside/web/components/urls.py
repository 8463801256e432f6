"""Address of the gallery of pieces."""

from django.urls import path

from alongside.web.components.views import Gallery

urlpatterns = [path("components/", Gallery.as_view(), name="components")]
