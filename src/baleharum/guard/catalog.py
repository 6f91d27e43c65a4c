"""The inner part of the site's catalog: what it finds in a realm is noted, whoever lists it.

Pages, services, vocabularies and feeds of stock packages and of add-ons find things in many ways,
but all of them in here. An installation puts it in its place, see `setup`.
"""

from baleharum.guard.interfaces import ICaseRealm
from baleharum.guard.interfaces import IRealm
from baleharum.guard.pace import paced
from baleharum.guard.traces import own_case
from baleharum.guard.words import can_be_asked_so
from baleharum.guard.words import found_among
from baleharum.trail.api import found as note_found
from baleharum.trail.api import shows
from BTrees.IIBTree import difference
from BTrees.IIBTree import IISet
from BTrees.IIBTree import intersection
from BTrees.IIBTree import union
from BTrees.IIBTree import weightedIntersection
from collections.abc import Collection
from functools import reduce
from Products.ZCatalog.Catalog import Catalog
from Products.ZCatalog.query import IndexQuery
from Products.ZCTextIndex.interfaces import IZCTextIndex
from zExceptions import BadRequest
from zope.interface.interface import InterfaceClass


#: Indexes of keyed hashes: who asks them word by word learns what is sealed.
SEALED = frozenset(("document_words", "document_sha256", "person_keys"))

REFUSAL = "Search documents by @@find or @find of the register, and people by @matches of a case."

#: Looking up one thing by its UID, whoever asks, is no list: what may not be seen is not shown.
LOOKED_UP = frozenset(("UID",))

#: Of so many hits the path of each is looked up, of more it is not.
FEW = 500

#: Indexes of a value that everybody may name: who wrote something. How much of what is hidden has it
#: is told by the time that it takes to put it together with what is not, unless that comes first.
NAMED = frozenset(("Creator",))

#: What somebody may see of so many things is looked at one by one, of more it is not.
MANY = 2000

#: What lies directly in a register and has a team.
CASE = "Case"

#: The index by which a search keeps to what the person may see.
RIGHTS = "allowedRolesAndUsers"


class Sealed(dict):
    """A question to a sealed index: `catalog(person_keys=Sealed(query=keys))`.

    Only code can make one, no address and no JSON.
    """


class WatchedCatalog(Catalog):
    """Answers the product alone from sealed indexes, and has what it finds in realms noted."""

    _v_found: Collection[int] | None = None

    def search(self, query, sort_index=None, reverse=False, limit=None, merge=True):
        """See the stock method. Raises BadRequest for a question to a sealed index."""
        if any(not isinstance(query[name], Sealed) for name in SEALED & query.keys()):
            raise BadRequest(REFUSAL)
        self._v_found = None
        names = [name for name in query if name in self.indexes]
        words = any(IZCTextIndex.providedBy(self.indexes[name]) for name in names)
        with paced(query, names, words):
            result = super().search(query, sort_index, reverse, limit, merge)
        if self._v_found and not query.keys() <= LOOKED_UP:
            note_found(self._in_realms(self._v_found), visible=RIGHTS in query)
        self._v_found = None
        return result

    def _getSortIndex(self, args):
        """Nor does an order tell of them. Raises BadRequest."""
        names = self._get_sort_attr("on", args)
        if SEALED.intersection(names if isinstance(names, list | tuple) else (names,)):
            raise BadRequest(REFUSAL)
        return super()._getSortIndex(args)

    def _search_index(self, cr, index_id, query, rs):
        """Remember what is left: of the last index that is asked it is all that was found."""
        index = self.getIndex(index_id)
        if RIGHTS in query and IZCTextIndex.providedBy(index) and can_be_asked_so(index):
            self._v_found = self._with_words(index, query, rs)
        elif RIGHTS in query and index_id in NAMED:
            self._v_found = self._with_value(cr, index, query, rs)
        else:
            self._v_found = super()._search_index(cr, index_id, query, rs)
        return self._v_found

    def _with_words(self, index, query, rs):
        """Return what is left of what has the words, as the stock method does; None for nothing."""
        found = found_among(index, query, self._visible(query, rs))
        return weightedIntersection(rs, found)[1] if found else None

    def _with_value(self, cr, index, query, rs):
        """Return what is left of what has one of the values, likewise."""
        asked = IndexQuery(query, index.id, index.query_options, index.operators, index.useOperator)
        among = self._visible(query, rs)
        if asked.keys is None or asked.get("range") or asked.get("not") or len(among) > MANY:
            # Who may see so much learns little of the rest.
            return super()._search_index(cr, index.id, query, among)
        keys, values = set(asked.keys), index._unindex
        found = IISet(rid for rid in among if values.get(rid) in keys)
        return intersection(rs, found) if found else None

    def _visible(self, query, rs):
        """Return what the person may see of what was found so far, None being all."""
        rights = self.getIndex(RIGHTS)
        asked = IndexQuery(query, RIGHTS, rights.query_options, rights.operators, "or")
        return intersection(rs, rights.query_index(asked))

    def instantiate(self, record, score_data=None):
        """What is taken out of an answer is shown: of the lists of packages that know nothing of
        cases this is the page. See the stock method."""
        shows(record[0], lambda: self.case_at(self.paths[record[0]]))
        return super().instantiate(record, score_data)

    def case_at(self, path: str) -> str:
        """Return the UID of the case that is at or around a path, '' for none."""
        for rid in self._realms(ICaseRealm):
            register = f"{self.paths[rid]}/"
            if path.startswith(register):
                number = path[len(register) :].partition("/")[0]
                case = self.uids.get(f"{register}{number}")
                # Houses of a centre lie there as well.
                kind = self.getIndex("portal_type")._unindex.get(case)
                return self.getIndex("UID")._unindex.get(case, "") if kind == CASE else ""
        return ""

    def _in_realms(self, found: Collection[int]) -> Collection[int]:
        """Return the record ids of what lies in a realm, which itself does not.

        What lies in the case that the request is about is told by the row of its page.
        """
        realms, own = self._realms(IRealm), own_case()
        inside = self._within(found, [self.paths[rid] for rid in realms])
        return difference(difference(inside, realms), self._within(inside, [own] if own else []))

    def _within(self, found: Collection[int], paths: list[str]) -> IISet:
        """Return of what was found the record ids that lie at or below one of these paths.

        Of a common word ten thousands are found: these are met with all that the index of paths
        has there, and not looked up one by one.
        """
        if len(found) > FEW:
            places = self.getIndex("path")
            met = (intersection(found, places.search(path)) for path in paths)
            return reduce(union, met, IISet())
        folders = tuple(f"{path}/" for path in paths)
        return IISet(rid for rid in found if f"{self.paths[rid]}/".startswith(folders))

    def _realms(self, kind: InterfaceClass) -> IISet:
        """Return the record ids of the realms of a kind."""
        realms = self.getIndex("object_provides")._index.get(kind.__identifier__, ())
        return IISet((realms,) if isinstance(realms, int) else realms)
