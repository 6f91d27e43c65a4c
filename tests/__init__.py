from tests.memory import keep_in_memory


# Before anything of Zope is imported, which looks once for the place of its templates.
keep_in_memory()
