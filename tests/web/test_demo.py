import io

import pytest
from django.core.management import CommandError, call_command

from zhida.domain.enterprises.models import Firm

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    settings.ZHIDA_SNAPSHOTS = tmp_path / "snapshots"
    settings.STATIC_ROOT = tmp_path / "static"


def run():
    output = io.StringIO()
    call_command("demo", "--firms", "5", "--no-server", stdout=output)
    return output.getvalue()


def test_a_demonstration_has_firms_a_snapshot_and_accounts(settings):
    output = run()

    [snapshot] = settings.ZHIDA_SNAPSHOTS.iterdir()
    assert snapshot.name.endswith("-5-1-2026-06-30")
    assert Firm.objects.filter(synthetic=True).count() == 5
    assert {len(digest) for digest in Firm.objects.values_list("snapshot_digest", flat=True)} == {64}
    assert "officer / " in output


def test_every_firm_of_it_has_a_page(client):
    run()

    pages = [client.get(f"/firms/{code}/") for code in Firm.objects.values_list("code", flat=True)]

    assert [page.context["page"].problems for page in pages] == [()] * 5


def test_running_it_again_makes_nothing_anew():
    run()
    before = list(Firm.objects.values_list("pk", "code"))

    run()

    assert list(Firm.objects.values_list("pk", "code")) == before


def test_a_faulty_library_is_told_with_its_place(settings, tmp_path):
    settings.ZHIDA_PACKS = tmp_path
    (tmp_path / "facts.md").write_text("## 企业\n| 事实 | 类型 |\n|---|---|\n| 规模 | 大小 |\n")

    with pytest.raises(CommandError, match=r"facts\.md:4:"):
        run()
