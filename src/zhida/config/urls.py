"""Every address of the installation."""

from django.urls import include, path

handler400 = "zhida.web.views.errors.show_bad_request"
handler403 = "zhida.web.views.errors.show_forbidden"
handler404 = "zhida.web.views.errors.show_not_found"
handler500 = "zhida.web.views.errors.show_server_error"

urlpatterns = [path("", include("zhida.web.urls"))]
