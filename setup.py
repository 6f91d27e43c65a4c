"""Installation of baleharum, the case files of a social-service centre."""

from pathlib import Path
from setuptools import find_namespace_packages
from setuptools import setup
from setuptools.command.build_py import build_py


HERE = Path(__file__).parent

# pas.plugins.oidc 2.0.0 declares its namespace with pkg_resources, which setuptools has until 81
# and which it does not ask for itself.
OIDC = ["pas.plugins.oidc>=2", "PyJWT[crypto]", "requests", "setuptools<82"]


class BuildWithTranslations(build_py):
    """Compiles the .po files, so that an installed product speaks without being told to."""

    def run(self):
        """Build, then write a .mo beside each .po that was built."""
        super().run()
        if self.editable_mode:
            return
        from pythongettext.msgfmt import Msgfmt

        for po in Path(self.build_lib).glob("baleharum/locales/*/LC_MESSAGES/*.po"):
            with po.open("rb") as source:
                po.with_suffix(".mo").write_bytes(Msgfmt(source, po.stem).get())


setup(
    name="baleharum",
    version="1.0.0a1.dev0",
    description="Case files for social-service centres, safe houses and legal aid",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    author="The baleharum team",
    license="GPL-2.0-or-later",
    keywords="Plone case management social services safe house legal aid",
    classifiers=[
        "Development Status :: 3 - Alpha",
        "Environment :: Web Environment",
        "Framework :: Plone",
        "Framework :: Plone :: 6.2",
        "Framework :: Plone :: Addon",
        "Natural Language :: English",
        "Natural Language :: Indonesian",
        "Operating System :: POSIX",
        "Programming Language :: Python :: 3 :: Only",
        "Programming Language :: Python :: 3.11",
        "Programming Language :: Python :: 3.12",
        "Programming Language :: Python :: 3.13",
    ],
    package_dir={"": "src"},
    packages=find_namespace_packages("src", include=["baleharum", "baleharum.*"]),
    include_package_data=True,
    zip_safe=False,
    # 3.13.0 breaks versioning of content in Products.CMFEditions.
    python_requires=">=3.11,!=3.13.0",
    install_requires=[
        "Products.CMFPlone>=6.2",
        "plone.classicui",
        "plone.api",
        "plone.restapi",
        "collective.easyform",
        "openpyxl",
        "pikepdf",
        "pypdfium2",
        "python-docx",
        "odfpy",
        "Paste",
        "puremagic<2",
        "Pillow",
        "cryptography",
        "snowballstemmer>=2.2",
        "mnemonic",
        "segno",
        "typst",
        "pyotp",
        "argon2-cffi",
        "pyzipper",
        "docxtpl",
        "pyHanko",
    ],
    extras_require={
        # What the build profiles need to run a site.
        "run": [
            "plone.app.upgrade",
            "plone.app.caching",
            "zc.buildout",
            "plone.recipe.zope2instance",
            "plone.recipe.zeoserver",
            "zc.recipe.egg",
            "ZEO",
            "Paste",
        ],
        "production": ["collective.recipe.backup", "collective.recipe.template"],
        "cluster": ["RelStorage", "psycopg2-binary", "collective.recipe.template"],
        "oidc": OIDC,
        "test": [
            *OIDC,
            "pytest",
            "pytest-plone",
            "pytest-xdist",
            "playwright",
            "axe-playwright-python",
            "hypothesis",
            # Validates PDF/A.
            "pdf-oxide",
            # Finds text under black boxes. It comes with PyMuPDF (AGPL), which nothing of ours
            # imports: it is asked in a process of its own.
            "x-ray",
            # The tests of a store in PostgreSQL, where a server is installed.
            "psycopg2-binary",
            "plone.app.testing",
            # A provider of OpenID Connect to log in with, see tests/provider.py.
            "canaille[oidc,sqlite]",
        ],
        "lint": ["ruff", "zpretty", "import-linter", "mypy", "build", "i18ndude", "towncrier"],
    },
    cmdclass={"build_py": BuildWithTranslations},
    entry_points={
        "paste.filter_factory": [
            "access-log = baleharum.guard.accesslog:make_filter",
            "headers = baleharum.guard.headers:make_filter",
            "limit = baleharum.intake.report.limit:make_filter",
            "guard = baleharum.guard.uniform:make_filter",
            "pages = baleharum.public.kept:make_filter",
        ],
        "z3c.autoinclude.plugin": ["target = plone"],
    },
)
