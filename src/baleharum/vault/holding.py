"""What every holder of sealed values shares: a random key of its own, wrapped for its case."""

from baleharum.vault import keystore
from baleharum.vault import sealing
from baleharum.vault.interfaces import KeyGone
from baleharum.vault.interfaces import Unsealed
from baleharum.vault.moment import keys_of_this_moment
from baleharum.vault.moment import noted_in_this_moment
from baleharum.vault.openings import opened
from baleharum.vault.openings import watched
from contextlib import AbstractContextManager
from typing import Any


#: Sealed values are attributes with this prefix.
SEALED = "_sealed_"


class KeyHolder:
    """Mix it in before a persistent class. No address reaches its methods (the underscore).

    _vault_key: the key, wrapped by the key of the case; None until it is sealed to one.
    _vault_case: UID of that case.
    Until then the key is a volatile attribute, and the database refuses the object.
    """

    # Types stand in comments here: `__annotations__` of a class would take the place of the
    # annotations of every content object (zope.annotation looks for that name).
    _vault_key = None  # type: bytes | None
    _vault_case = ""
    #: UID of the content that a file belongs to.
    _vault_subject = ""
    _v_vault_key = None  # type: bytes | None

    def _holder_key(self, what: str, make: bool = False) -> bytes:
        """The plain key, to open `what`; with `make` a new one if there is none yet.

        Raises KeyGone when nobody can have it. The opening is told once a transaction.
        """
        self._vault_key  # noqa: B018 - wakes a ghost, whose __dict__ is empty
        mine = self.__dict__
        if mine.get("_vault_key"):
            return _unwrapped(mine["_vault_case"], mine["_vault_key"], self._subject(), what)
        key = mine.get("_v_vault_key")
        if key is None and not make:
            raise KeyGone("These sealed values have no key: file the content in a case first.")
        if key is None:
            key = self._v_vault_key = sealing.new_key()
        return key

    def _watched(self, what: str) -> AbstractContextManager[None]:
        """Tell of what is opened in the block if it is not what was sealed."""
        return watched(self._vault_case, self._subject(), what)

    def _seal_to(self, case_uid: str) -> None:
        """Wrap the key for a case, or for another one than before; nothing is sealed anew."""
        known = self._vault_key
        if known and self._vault_case == case_uid:
            return
        key = self._holder_key("move", make=True)
        wrapped = keystore.wrap(keystore.case_key(case_uid, make=True), key)
        self._vault_case, self._vault_key = case_uid, wrapped
        self._v_vault_key = None
        keys_of_this_moment()[case_uid, wrapped] = key
        if not known:
            # Reading back what one has just written is no opening.
            noted_in_this_moment().add((case_uid, wrapped))

    def _subject(self) -> str:
        """UID of the content that is opened, as the record of openings names it."""
        return getattr(self, "_plone.uuid", None) or ""

    def _holds_sealed(self, state: dict[str, Any]) -> bool:
        """Whether a state holds something that only the key opens."""
        return any(name.startswith(SEALED) for name in state)

    def __getstate__(self) -> Any:
        """The state for the database. Raises Unsealed when nobody could open it afterwards."""
        state = super().__getstate__()
        if not self._vault_key and self._holds_sealed(self.__dict__):
            raise Unsealed(
                f"{type(self).__name__} holds sealed values but is not filed in a case: call "
                "seal_to with the UID of its case before the transaction is committed."
            )
        return state


def _unwrapped(case_uid: str, wrapped: bytes, subject: str, what: str) -> bytes:
    """The key of a holder, once a transaction; tells of the opening before it is there."""
    known, noted = keys_of_this_moment(), noted_in_this_moment()
    if (case_uid, subject, what) not in noted and (case_uid, wrapped) not in noted:
        opened(case_uid, subject, what)
        noted.add((case_uid, subject, what))
    if (case_uid, wrapped) not in known:
        with watched(case_uid, subject, what):
            known[case_uid, wrapped] = keystore.unwrap(keystore.case_key(case_uid), wrapped)
    return known[case_uid, wrapped]
