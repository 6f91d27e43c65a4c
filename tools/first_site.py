"""Makes the development site in a folder of its own, which is moved into place when done.

    first_site.py FOLDER

It opens the database file itself, before any server runs, and needs nothing of buildout.
"""

from make_site import main as make_site
from pathlib import Path
from plone.recipe.zope2instance.make import make_instance
from start import PLACES

import os
import sys


# An account name without a password: the recipe then writes no initial user.
NO_INITIAL_USER = "admin:"
ZOPE_CONF = """\
instancehome {folder}/instance
clienthome {folder}/instance
<environment>
    BALEHARUM_JOBS {folder}/jobs/jobs.sqlite3
    BALEHARUM_KEK {folder}/vault/kek
    BALEHARUM_KEYSTORE {folder}/vault/keys.sqlite3
    BALEHARUM_TRAIL {folder}/trail/trail.sqlite3
    BALEHARUM_ANCHORS {folder}/trail-anchors/heads.txt
    BALEHARUM_LOGIN {folder}/login/login.sqlite3
    BALEHARUM_LOGIN_KEY {folder}/login/key
    CHAMELEON_CACHE {cache}
</environment>
<zodb_db main>
    cache-size 30000
    <filestorage>
      path {folder}/filestorage/Data.fs
      blob-dir {folder}/blobstorage
    </filestorage>
    mount-point /
</zodb_db>
"""


def main(argv: list[str]) -> int:
    """Make the site with its demo; afterwards the folder holds `done`."""
    folder = Path(argv[0])
    cache = folder.parent / "cache"
    for part in (*PLACES, "../cache"):
        (folder / part).mkdir(mode=0o700, parents=True, exist_ok=True)
    make_instance(NO_INITIAL_USER, str(folder / "instance"))
    zope_conf = folder / "instance" / "etc" / "zope.conf"
    zope_conf.write_text(ZOPE_CONF.format(folder=folder, cache=cache.resolve()))
    failed = make_site([str(zope_conf), "--demo"])
    if not failed:
        (folder / "done").touch()
        os.sync()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
