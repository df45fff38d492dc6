"""What is shown when a request cannot be answered: what happened and what to do."""

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from zhida.web.pages import render_page


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """An error in words; ``advice`` says what the reader can do."""

    template: ClassVar[str] = "web/error.html"
    status: int
    title: str
    advice: str


@dataclass(frozen=True, slots=True)
class ServerErrorPage(ErrorPage):
    """Rendered without anything that may itself have failed."""

    template: ClassVar[str] = "web/server_error.html"


def show_bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """The request makes no sense, or is too large."""
    page = ErrorPage(400, gettext("请求有误"), gettext("地址或提交的内容不完整、不合格式或过大。请从首页重新进入。"))
    return render_page(request, page, status=page.status)


def show_forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Not allowed to this person."""
    page = ErrorPage(
        403, gettext("没有权限"), gettext("您的账号不能查看或操作这个页面。如需开通，请联系本区政策专员。")
    )
    return render_page(request, page, status=page.status)


def show_csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """The post does not come from a page of ours, or from one that is too old."""
    page = ErrorPage(403, gettext("页面已过期"), gettext("请刷新页面后再提交；仍不成功时请检查浏览器是否允许 Cookie。"))
    return render_page(request, page, status=page.status)


def show_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """No such page, firm or policy."""
    page = ErrorPage(404, gettext("没有这个页面"), gettext("可能是地址有误，或者这家企业、这份政策不在库中。"))
    return render_page(request, page, status=page.status)


def show_server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    page = ServerErrorPage(
        500, gettext("系统出了故障"), gettext("您的数据没有变化。请稍后再试；多次出现时请告诉我们发生的时间。")
    )
    return render_page(request, page, status=page.status)
