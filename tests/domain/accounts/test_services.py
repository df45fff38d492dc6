import io

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import User
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def run(*arguments):
    output = io.StringIO()
    call_command("create_demo_accounts", *arguments, stdout=output)
    return output.getvalue().splitlines()


def test_the_command_makes_an_officer_and_an_enterprise():
    lines = run("--password", "long-enough-1")

    assert lines == ["政策专员: officer / long-enough-1", "企业: enterprise / long-enough-1"]
    officer = authenticate(username="officer", password="long-enough-1")
    assert [group.name for group in officer.groups.all()] == ["政策专员"]
    assert (officer.is_staff, officer.is_superuser) == (False, False)


def test_running_it_again_changes_the_password_and_adds_nobody():
    run("--password", "long-enough-1")
    run("--password", "long-enough-2")

    assert User.objects.count() == 2
    assert authenticate(username="officer", password="long-enough-1") is None
    assert authenticate(username="officer", password="long-enough-2") is not None


def test_a_password_left_out_is_made_up():
    [officer, enterprise] = run()

    password = officer.removeprefix("政策专员: officer / ")
    assert len(password) == 12
    assert enterprise == f"企业: enterprise / {password}"
