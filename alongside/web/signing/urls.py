"""Addresses of the account that allauth does not have."""

from django.urls import path

from alongside.web.signing.views import AccountSettings, BackIn, CannotGetIn, ChooseHat, DemoSignIn, Devices

urlpatterns = [
    path("account/", AccountSettings.as_view(), name="account"),
    path("account/devices/", Devices.as_view(), name="devices"),
    path("account/back-in/", BackIn.as_view(), name="back_in"),
    path("account/as/", ChooseHat.as_view(), name="choose_hat"),
    path("cannot-get-in/", CannotGetIn.as_view(), name="cannot_get_in"),
    path("demo/sign-in/", DemoSignIn.as_view(), name="demo_sign_in"),
]
