"""The addresses of the pages."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path, register_converter
from django.views.i18n import set_language

from zhida.web.views.firm import show_firm
from zhida.web.views.home import show_home
from zhida.web.views.next_steps import show_next_steps
from zhida.web.views.policies import show_policies, show_policy
from zhida.web.views.what_if import show_what_if


class CreditCodeConverter:
    """A unified social credit code: eighteen digits and capital letters."""

    regex = "[0-9A-Z]{18}"

    def to_python(self, value: str) -> str:
        """The code as it stands in the address."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands in the address."""
        return value


register_converter(CreditCodeConverter, "credit_code")

urlpatterns = [
    path("", show_home, name="home"),
    path("firms/<credit_code:code>/", show_firm, name="firm"),
    path("firms/<credit_code:code>/what-if/", show_what_if, name="what-if"),
    path("firms/<credit_code:code>/next-steps/", show_next_steps, name="next-steps"),
    path("policies/", show_policies, name="policies"),
    path("policies/<path:key>/", show_policy, name="policy"),
    path("login/", LoginView.as_view(template_name="web/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", set_language, name="set_language"),
]
