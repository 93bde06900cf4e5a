"""Addresses of signing in and of one's own account."""

from django.urls import path

from yinuo.desk.staff import account, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("language/", account.language, name="language"),
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="account-password"),
    path("account/preferences/", account.preferences, name="preferences"),
    path("account/presence/", account.presence, name="presence"),
    path("account/sign-ins/<int:pk>/end/", account.end_sign_in, name="end-sign-in"),
]
