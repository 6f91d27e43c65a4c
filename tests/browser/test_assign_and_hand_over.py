"""Who is assigned sees the case at once; who hands it over is out at the next click."""

from playwright.sync_api import expect

import pytest


GONE = 404
NOTE = "Kunjungan rumah hari Senin; ibu klien minta dihubungi sore."
REASON = "Klien menelepon dalam keadaan terancam dan tim tidak dapat dihubungi."


def number(case: str) -> str:
    """The number of a case."""
    return case.rsplit("/", 1)[1]


def listed(someone, case: str) -> int:
    """How often the register of somebody names a case."""
    someone.go(f"/perkara?text={number(case)}")
    return someone.page.locator(f"main a[href='{case}']").count()


@pytest.fixture
def supervisor(visit, screen):
    """supervisor1, who has just logged in."""
    someone = visit("", *screen)
    someone.log_in("supervisor1")
    return someone


def test_assign_hand_over_lose_access(visit, supervisor, case, screen):
    """worker3 comes in, worker2 takes over from worker1, and worker1 is out."""
    newcomer, leaver, heir = (visit(user, *screen) for user in ("worker3", "worker1", "worker2"))
    assert newcomer.go(case) == GONE
    assert leaver.go(case) == 200

    page = supervisor.page
    supervisor.go(f"{case}/team")
    page.select_option("#assign-person", "worker3")
    page.select_option("#assign-function", "worker")
    page.fill("#assign-reason", "Mendampingi anak klien")
    page.locator("#team-assign button[type=submit]").click()
    expect(page.locator("#team-now")).to_contain_text("Mendampingi anak klien")
    assert newcomer.go(case) == 200
    assert listed(newcomer, case) == 1

    # worker1 has the documents open while the case is handed over.
    leaver.go(f"{case}/documents")
    who = page.locator(".bh-access-who", has_text="Lalu Agus Wiranata")
    row = page.locator("#team-now .bh-access-row", has=who)
    over = row.locator("details", has=page.locator("[name=action][value=hand-over]"))
    over.locator("summary").click()
    over.locator("select[name=to]").select_option("worker2")
    over.locator("textarea[name=note]").fill(NOTE)
    over.locator("button[type=submit]").click()
    expect(page.locator(".bh-case-facts strong")).to_have_text("Ni Wayan Sekar Lestari")

    with leaver.page.expect_navigation() as clicked:
        leaver.page.locator(".bh-tabs a[href$='/notes']").click()
    assert clicked.value.status == GONE
    expect(leaver.page.locator("h1")).to_have_text("404")
    assert listed(leaver, case) == 0
    assert listed(heir, case) == 1
    heir.go(f"{case}/timeline")
    expect(heir.page.locator("main")).to_contain_text(NOTE)


def test_emergency_access_ends(visit, supervisor, case, screen):
    """One case, one hour, a banner while it lasts, and nothing once it is ended."""
    someone = visit("worker3", *screen)
    assert someone.go(case) == GONE
    page = someone.page
    someone.go("/@@break-glass")
    page.fill("#glass-number", number(case))
    page.fill("#glass-reason", REASON)
    page.fill("#glass-hours", "1")
    page.locator("#break-glass button[type=submit]").click()
    expect(page.locator("#emergency-mine")).to_be_visible()

    supervisor.go(f"{case}/team")
    expect(supervisor.page.locator("#emergency-others")).to_be_visible()
    row = supervisor.page.locator("#team-now .bh-emergency")
    expect(row).to_contain_text(REASON)
    end = row.locator("details", has=supervisor.page.locator("[name=action][value=end]"))
    end.locator("summary").click()
    end.locator("input[name=reason]").fill("Tim sudah dapat dihubungi")
    end.locator("button[type=submit]").click()
    expect(supervisor.page.locator("#team-now .bh-emergency")).to_have_count(0)
    expect(supervisor.page.locator("#emergency-others")).to_have_count(0)
    assert someone.go(case) == GONE
    assert listed(someone, case) == 0
