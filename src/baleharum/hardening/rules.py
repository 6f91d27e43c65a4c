"""The rules of the site and of the machine that no other slice states; one utility each."""

from baleharum import _
from baleharum.hardening import access
from baleharum.hardening import demanded
from baleharum.hardening import machine
from baleharum.secured import SecurityRule


PERMISSIONS = SecurityRule(
    title=_(
        "rule_permissions",
        default="No role of the site holds a permission that the product keeps from it.",
    ),
    remedy=_(
        "remedy_permissions",
        default="Take the roles named away on the tab Security of the site in the management"
        " screens, or install the product again.",
    ),
    check=demanded.opened_permissions,
)
SETTINGS = SecurityRule(
    title=_("rule_settings", default="The settings of the site are those of the product."),
    remedy=_(
        "remedy_settings",
        default="Set the values back in the configuration registry, or install the product again.",
    ),
    check=demanded.changed_settings,
    link="portal_registry",
)
MAIL = SecurityRule(
    title=_("rule_mail", default="The site can send mail: notices of emergency access leave it."),
    remedy=_("remedy_mail", default="Enter the mail server and the sender of the site."),
    check=demanded.mail_trouble,
    link="@@mail-controlpanel",
    required=False,
)
STATES = SecurityRule(
    title=_(
        "rule_states",
        default="Everything in a register has its workflow, and no state of it gives anything"
        " to a role of the site.",
    ),
    remedy=_(
        "remedy_states",
        default="Give the type its workflow back, or install the product again, which brings"
        " the states as they were.",
    ),
    check=access.open_states,
    link="@@content-controlpanel",
)
EDITORIAL = SecurityRule(
    title=_(
        "rule_editorial",
        default="Nobody with a function in a case or register is a reader, contributor, editor"
        " or reviewer of the whole site.",
    ),
    remedy=_("remedy_editorial", default="Take the role away on the page of the accounts."),
    check=access.people_with_editorial_roles,
    link="@@usergroup-userprefs",
)
PLUGINS = SecurityRule(
    title=_(
        "rule_plugins",
        default="Accounts, logins and groups come from Plone and from the product alone.",
    ),
    remedy=_(
        "remedy_plugins",
        default="Deactivate the plugin in acl_users of the site, in the management screens.",
    ),
    check=access.unknown_plugins,
)
LOGINS = SecurityRule(
    title=_(
        "rule_logins",
        default="People come in by the login form alone; no password or token of a program is"
        " taken.",
    ),
    remedy=_(
        "remedy_logins",
        default="Unless programs use the site, deactivate these plugins for extraction in"
        " acl_users of the site, in the management screens.",
    ),
    check=access.logins_with_every_request,
    required=False,
)
INDEX = SecurityRule(
    title=_("rule_index", default="The index of assignments agrees with the cases."),
    remedy=_("remedy_index", default="Mend the index on its page."),
    check=access.index_trouble,
    link="@@team-repair",
)
PIPELINE = SecurityRule(
    title=_(
        "rule_pipeline",
        default="Every answer passes the guard and gets its headers.",
    ),
    remedy=_(
        "remedy_pipeline",
        default="Build the site with the pipeline of profiles/base.cfg: its filters stand before"
        " Zope, the headers first.",
    ),
    check=machine.pipeline_trouble,
)
DEBUG = SecurityRule(
    title=_("rule_debug", default="Zope runs as for real, not as for developers."),
    remedy=_("remedy_debug", default="Take these settings out of the profile and build again."),
    check=machine.debug_trouble,
)
MANAGEMENT = SecurityRule(
    title=_("rule_management", default="The management screens are for managers alone."),
    remedy=_(
        "remedy_management",
        default="Take the permission away on the tab Security of the object named.",
    ),
    check=machine.management_trouble,
)
FILES = SecurityRule(
    title=_(
        "rule_files",
        default="Database, queue and secrets can be opened by the service account alone.",
    ),
    remedy=_(
        "remedy_files",
        default="Set the folder to mode 0700 and the files to 0600 (chmod), and start the"
        " service with UMask=0077.",
    ),
    check=machine.file_trouble,
)
WORKER = SecurityRule(
    title=_("rule_worker", default="The worker is running."),
    remedy=_("remedy_worker", default="Start the service; its log says why the worker ended."),
    check=machine.worker_trouble,
    link="@@jobs",
)
PROXY = SecurityRule(
    title=_(
        "rule_proxy",
        default="Browsers come by HTTPS, and only the web server before the site says who they"
        " are.",
    ),
    remedy=_(
        "remedy_proxy",
        default="Put a web server with TLS before the site, name its one address as"
        " trusted-proxy, and give the session plugin its flag secure.",
    ),
    check=machine.proxy_trouble,
)
