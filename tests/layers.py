"""Test layers: a site with the product and a small centre in it."""

from argon2 import PasswordHasher
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import PLONE_FIXTURE
from plone.app.testing import PloneSandboxLayer
from plone.app.testing import setRoles
from plone.app.testing import TEST_USER_ID
from tests.centre import appoint
from tests.centre import register_people
from tests.rewinding import WarmFunctionalTesting
from tests.rewinding import WarmIntegrationTesting

import os
import tempfile


class CentreLayer(PloneSandboxLayer):
    """A site with the product, the people of a centre and an empty register `perkara`."""

    defaultBases = (PLONE_FIXTURE,)

    def setUpZope(self, app, configurationContext):
        """Load the product; queue, vault and record live in a folder of the run."""
        self.folder = tempfile.TemporaryDirectory()
        os.environ["BALEHARUM_LOGIN"] = os.path.join(self.folder.name, "login.sqlite3")
        os.environ["BALEHARUM_LOGIN_KEY"] = os.path.join(self.folder.name, "login.key")
        os.environ["BALEHARUM_JOBS"] = os.path.join(self.folder.name, "jobs.sqlite3")
        os.environ["BALEHARUM_KEK"] = os.path.join(self.folder.name, "vault", "kek")
        os.environ["BALEHARUM_KEYSTORE"] = os.path.join(self.folder.name, "vault", "keys.sqlite3")
        os.makedirs(os.path.join(self.folder.name, "trail"))
        os.environ["BALEHARUM_TRAIL"] = os.path.join(self.folder.name, "trail", "trail.sqlite3")
        import baleharum
        import baleharum.login.hashing

        # A password of a test costs a millisecond, not twenty: there are some ten thousand.
        baleharum.login.hashing.HASHER = PasswordHasher(1, 8, 1)
        self.loadZCML(package=baleharum)

    def setUpPloneSite(self, portal):
        """Install the profile and appoint people."""
        # The fixture of plone.app.testing has no workflow; a real site has this one.
        portal.portal_workflow.setDefaultChain("simple_publication_workflow")
        applyProfile(portal, "baleharum:default")
        # As in the demo: other tests log in with a password. tests/test_login_*.py turn both on.
        api.portal.set_registry_record("baleharum.second_factor_required", False)
        api.portal.set_registry_record("baleharum.pledge_version", 0)
        portal.acl_users.userFolderAddUser("siteadmin", "correct horse battery", ["Manager"], [])
        register_people()
        setRoles(portal, TEST_USER_ID, ["Manager"])
        register = api.content.create(portal, "CaseRegister", id="perkara", title="Perkara")
        appoint(register)
        setRoles(portal, TEST_USER_ID, ["Member"])

    def tearDownZope(self, app):
        """Remove the folder of the run."""
        self.folder.cleanup()


CENTRE_FIXTURE = CentreLayer()
INTEGRATION_TESTING = WarmIntegrationTesting(bases=(CENTRE_FIXTURE,), name="Centre:Integration")
FUNCTIONAL_TESTING = WarmFunctionalTesting(bases=(CENTRE_FIXTURE,), name="Centre:Functional")
