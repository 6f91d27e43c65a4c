"""Operators see what waits, runs and failed in their site, and nobody else sees or retries it."""

from AccessControl import getSecurityManager
from baleharum.jobs import claims
from baleharum.jobs import queue
from baleharum.jobs import running
from baleharum.jobs.interfaces import IJobHandler
from plone.app.testing import TEST_USER_NAME
from plone.app.testing import TEST_USER_PASSWORD
from plone.testing.zope import Browser
from zope.component import getGlobalSiteManager
from zope.component.hooks import getSite

import base64
import json
import pytest
import transaction


SITEADMIN = ("siteadmin", "correct horse battery")
MEMBER = (TEST_USER_NAME, TEST_USER_PASSWORD)
CANARY = "canary-of-a-document"


@pytest.fixture(autouse=True)
def jobs_file(tmp_path, monkeypatch, functional_portal):
    monkeypatch.setenv("BALEHARUM_JOBS", str(tmp_path / "jobs.sqlite3"))
    transaction.commit()


@pytest.fixture
def failed():
    """The id of a job of this site that failed."""
    queue.enqueue("document-text", {"uid": CANARY}, key=CANARY)
    transaction.commit()
    job = claims.claim("w")
    claims.fail(job, "The file is damaged.")
    return job.id


@pytest.fixture
def open_as(functional_app, functional_portal):
    """A browser with somebody's login; errors are answers."""

    def browser_of(account, accept="text/html"):
        browser = Browser(functional_app)
        browser.handleErrors = True
        browser.raiseHttpErrors = False
        browser.addHeader("Accept", accept)
        if account:
            login = base64.b64encode(":".join(account).encode()).decode()
            browser.addHeader("Authorization", f"Basic {login}")
        return browser

    return browser_of


def test_the_screen_shows_the_failed_job_with_its_reason(functional_portal, failed, open_as):
    browser = open_as(SITEADMIN)
    browser.open(f"{functional_portal.absolute_url()}/@@jobs")
    assert browser.headers["status"].startswith("200")
    assert "The file is damaged." in browser.contents
    assert CANARY not in browser.contents
    assert "<script>" not in browser.contents.partition('id="content"')[2].partition("</main>")[0]


def test_the_button_lets_the_job_wait_again(functional_portal, failed, open_as):
    browser = open_as(SITEADMIN)
    browser.open(f"{functional_portal.absolute_url()}/@@jobs")
    browser.getForm(action="@@retry-job").submit()
    assert browser.url.endswith("/@@jobs")
    assert queue.job(failed).state == "waiting"


def test_a_retry_without_the_token_of_the_form_is_refused(functional_portal, failed, open_as):
    browser = open_as(SITEADMIN)
    browser.post(f"{functional_portal.absolute_url()}/@@retry-job", f"id={failed}")
    assert browser.headers["status"].startswith("403")
    assert queue.job(failed).state == "failed"


def test_a_retry_by_a_link_is_refused(functional_portal, failed, open_as):
    open_as(SITEADMIN).open(f"{functional_portal.absolute_url()}/@@retry-job?id={failed}")
    assert queue.job(failed).state == "failed"


@pytest.mark.parametrize("account", [None, MEMBER], ids=["anonymous", "member"])
def test_others_see_no_screen(functional_portal, failed, open_as, account):
    browser = open_as(account)
    browser.open(f"{functional_portal.absolute_url()}/@@jobs")
    assert (
        "/require_login" in browser.url
        or "/login" in browser.url
        or "Insufficient" in browser.contents
    )
    assert "damaged" not in browser.contents


@pytest.mark.parametrize("account", [None, MEMBER], ids=["anonymous", "member"])
def test_others_retry_nothing(functional_portal, failed, open_as, account):
    browser = open_as(account)
    browser.post(f"{functional_portal.absolute_url()}/@@retry-job", f"id={failed}")
    assert queue.job(failed).state == "failed"


class TestRest:
    def get(self, browser, portal, path="@jobs"):
        browser.open(f"{portal.absolute_url()}/{path}")
        return json.loads(browser.contents)

    def test_the_jobs_of_the_site_are_listed_without_their_payload(
        self, functional_portal, failed, open_as
    ):
        listing = self.get(open_as(SITEADMIN, "application/json"), functional_portal)
        assert listing["counts"] == {"running": 0, "waiting": 0, "failed": 1}
        item = listing["items"][0]
        assert (item["id"], item["state"], item["attempts"]) == (failed, "failed", 1)
        assert CANARY not in json.dumps(listing)

    def test_a_failed_job_is_retried(self, functional_portal, failed, open_as):
        browser = open_as(SITEADMIN, "application/json")
        browser.post(f"{functional_portal.absolute_url()}/@jobs/{failed}/retry", "{}")
        assert json.loads(browser.contents)["state"] == "waiting"
        assert queue.job(failed).state == "waiting"

    @pytest.mark.parametrize(
        "path, status", [("@jobs/unknown/retry", "404"), ("@jobs/retry", "400"), ("@jobs", "400")]
    )
    def test_what_cannot_be_retried_is_told(self, functional_portal, open_as, path, status):
        browser = open_as(SITEADMIN, "application/json")
        browser.post(f"{functional_portal.absolute_url()}/{path}", "{}")
        assert browser.headers["status"].startswith(status)

    def test_a_job_of_another_site_is_not_there(self, functional_portal, open_as):
        job_id = queue.enqueue("document-text", {"site": "/other"})
        transaction.commit()
        claims.fail(claims.claim("w"), "broken")
        browser = open_as(SITEADMIN, "application/json")
        assert self.get(browser, functional_portal)["items"] == []
        browser.post(f"{functional_portal.absolute_url()}/@jobs/{job_id}/retry", "{}")
        assert queue.job(job_id).state == "failed"

    @pytest.mark.parametrize("account", [None, MEMBER], ids=["anonymous", "member"])
    def test_others_get_nothing(self, functional_portal, failed, open_as, account):
        browser = open_as(account, "application/json")
        assert "items" not in self.get(browser, functional_portal)
        browser.post(f"{functional_portal.absolute_url()}/@jobs/{failed}/retry", "{}")
        assert queue.job(failed).state == "failed"


class TestInASite:
    @pytest.fixture
    def handle(self):
        registry = getGlobalSiteManager()
        registered = []

        def register(function):
            registry.registerUtility(function, IJobHandler, name="in-site")
            registered.append(function)

        yield register
        for function in registered:
            registry.unregisterUtility(function, IJobHandler, name="in-site")

    def test_a_job_runs_in_the_site_that_asked_for_it(
        self, functional_app, functional_portal, handle
    ):
        seen = []
        handle(lambda site, payload, progress: seen.append((site.getId(), getSite().getId())))
        queue.enqueue("in-site", {})
        transaction.commit()
        assert running.run_pending(functional_app) == 1
        assert seen == [(functional_portal.getId(), functional_portal.getId())]

    def test_a_handler_may_view_nothing_that_is_private(
        self, functional_app, functional_portal, handle
    ):
        allowed = []

        def looking(site, payload, progress):
            checked = getSecurityManager().checkPermission
            allowed.extend(
                checked(name, site["perkara"]) for name in ("View", "Modify portal content")
            )

        handle(looking)
        queue.enqueue("in-site", {})
        transaction.commit()
        running.run_pending(functional_app)
        assert [bool(answer) for answer in allowed] == [False, False]

    def test_the_job_of_a_site_that_is_gone_fails_for_good(self, functional_app, handle):
        handle(lambda site, payload, progress: None)
        job_id = queue.enqueue("in-site", {"site": "/gone"})
        transaction.commit()
        running.run_pending(functional_app)
        assert (queue.job(job_id).state, queue.job(job_id).message) == ("failed", "job_site_gone")
