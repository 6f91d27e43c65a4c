"""The code lists: tokens are frozen, names are vocabularies, retired tokens stay known."""

from baleharum.terms import lists
from baleharum.terms import vocabularies
from baleharum.terms.lists import label
from baleharum.terms.lists import names
from baleharum.terms.lists import Term
from baleharum.terms.lists import term
from baleharum.terms.lists import terms
from baleharum.terms.lists import UnknownTerm
from zope.component import getUtility
from zope.schema.interfaces import IVocabularyFactory

import pytest
import re


# How many tokens each vocabulary of the domain holds: what cases store is never taken away.
SIZES = {
    "abh-roles": 3,
    "abh-stages": 9,
    "adoption-stages": 7,
    "care-approaches": 3,
    "categories": 32,
    "causes": 6,
    "closing-reasons": 5,
    "child-matters": 5,
    "clusters": 7,
    "consent-purposes": 7,
    "disabilities": 8,
    "dispensation-stages": 2,
    "document-kinds": 33,
    "domestic-violence-kinds": 4,
    "education": 10,
    "functions": 14,
    "harm-kinds": 7,
    "harm-places": 7,
    "information-given": 5,
    "intake-channels": 13,
    "intervention-kinds": 7,
    "kelurahan": 50,
    "lawful-bases": 6,
    "letter-codes": 26,
    "letter-natures": 6,
    "levels": 3,
    "maltreatment-kinds": 5,
    "marital-states": 4,
    "nik-states": 5,
    "partner-kinds": 24,
    "professions": 4,
    "programmes": 16,
    "provinces": 38,
    "provinces-ntb": 10,
    "regencies": 514,
    "psks-kinds": 22,
    "rehabilitation-levels": 2,
    "relations": 10,
    "religions": 7,
    "request-kinds": 5,
    "retention-classes": 6,
    "retention-fates": 3,
    "risks": 4,
    "services": 5,
    "sexes": 2,
    "sexual-violence-kinds": 9,
    "simfoni-services": 8,
    "sub-districts": 117,
}

# (list, column) -> the list whose tokens the column names; an empty cell names none.
REFERENCES = {
    ("categories", "cluster"): "clusters",
    ("categories", "parent"): "categories",
    ("disabilities", "parent"): "disabilities",
    ("document-kinds", "level"): "levels",
    ("harm-places", "simfoni"): "harm-places",
    ("kelurahan", "parent"): "sub-districts",
    ("retention-classes", "fate"): "retention-fates",
    ("sub-districts", "area"): "provinces-ntb",
}


def column(list_name, name):
    return {each.token: each.extra[name] for each in terms(list_name)}


def test_the_vocabularies_of_the_domain_are_complete():
    assert {name: len(terms(name)) for name in SIZES} == SIZES


@pytest.mark.parametrize("name", names())
def test_every_line_is_a_token_and_two_labels(name):
    source = lists.files(lists.__package__).joinpath("data", f"{name}.csv")
    lines = list(lists.DictReader(source.read_text(encoding="utf-8").splitlines()))
    tokens = [line["token"] for line in lines]
    assert len(set(tokens)) == len(tokens)
    for line in lines:
        assert re.fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", line["token"])
        assert None not in line and None not in line.values()
        assert all(cell == cell.strip() and "$" not in cell for cell in line.values())
        assert line["id"] and line["en"]


@pytest.mark.parametrize(("name", "refers"), REFERENCES)
def test_columns_name_tokens_that_exist(name, refers):
    known = {each.token for each in terms(REFERENCES[name, refers])}
    assert {value for value in column(name, refers).values() if value} <= known


def test_the_26_categories_stand_in_their_official_order_with_extensions_below_a_parent():
    categories = terms("categories")
    assert [each.extra["number"] for each in categories[:26]] == [str(n) for n in range(1, 27)]
    assert not any(each.extra["parent"] for each in categories[:26])
    for extension in categories[26:]:
        parent = term("categories", extension.extra["parent"])
        assert not extension.extra["number"]
        assert extension.extra["cluster"] == parent.extra["cluster"]
        assert parent.extra["number"]


def test_children_are_known_by_their_cluster():
    clusters = column("categories", "cluster")
    children = [token for token in clusters if clusters[token] == "klaster-anak"]
    assert len(children) == 7
    assert all(token.startswith("anak-") for token in children)


@pytest.mark.parametrize(
    ("kind", "level", "profession"),
    [
        ("surat-permohonan", "restricted", "office"),
        ("tanda-terima", "restricted", "office"),
        ("persetujuan", "confidential", "social"),
        ("surat-rujukan", "confidential", "social"),
        ("laporan-psikologis", "secret", "psychology"),
        ("visum", "secret", "medicine"),
        ("litmas", "secret", "other-agency"),
        ("kesepakatan-diversi", "secret", "law"),
        ("laporan-sosial", "secret", "social"),
    ],
)
def test_a_document_kind_brings_its_level_and_profession(kind, level, profession):
    extra = term("document-kinds", kind).extra
    assert (extra["level"], extra["profession"]) == (level, profession)


def test_document_professions_are_those_of_staff_or_an_office():
    staff = {each.token for each in terms("professions")}
    assert set(column("document-kinds", "profession").values()) == staff | {
        "office",
        "other-agency",
    }


def test_no_file_name_hint_suggests_two_kinds():
    cells = column("document-kinds", "hints").values()
    hints = [hint for cell in cells for hint in cell.split("|")]
    assert len(set(hints)) == len(hints)
    assert all(re.fullmatch(r"[a-z]+( [a-z]+)*", hint) for hint in hints)


def test_levels_and_risks_rise_in_the_order_of_their_file():
    assert column("levels", "rank") == {"restricted": "1", "confidential": "2", "secret": "3"}
    assert column("risks", "rank") == {"rendah": "1", "sedang": "2", "tinggi": "3", "darurat": "4"}


def test_a_kelurahan_lies_in_its_sub_district_by_code_too():
    codes = column("sub-districts", "code")
    for each in terms("kelurahan"):
        assert re.fullmatch(r"52\.71\.\d\d\.1\d{3}", each.extra["code"])
        assert each.extra["code"].startswith(codes[each.extra["parent"]])
    assert term("kelurahan", "gomong").extra == {"parent": "selaparang", "code": "52.71.05.1006"}


def test_a_sub_district_lies_in_its_regency_by_code_too():
    areas = column("provinces-ntb", "code")
    codes = column("sub-districts", "code")
    assert len(set(codes.values())) == len(codes)
    for token, area in column("sub-districts", "area").items():
        assert re.fullmatch(r"52\.\d\d\.\d\d", codes[token])
        assert codes[token].startswith(areas[area])


def test_an_online_place_is_counted_as_other_in_the_national_system():
    assert term("harm-places", "daring").extra["simfoni"] == "lainnya"


@pytest.mark.parametrize("name", ["no-such-list", "../lists", "", "Categories"])
def test_an_unknown_list_is_refused_with_the_names_of_the_known(name):
    with pytest.raises(UnknownTerm, match="categories"):
        terms(name)


def test_an_unknown_token_is_refused_with_the_way_to_mend_it():
    with pytest.raises(UnknownTerm, match=r"data/levels\.csv"):
        label("levels", "publik")


def test_a_term_cannot_be_changed():
    with pytest.raises(TypeError):
        term("sexes", "l").extra["retired"] = "1"
    with pytest.raises(AttributeError):
        term("sexes", "l").token = "x"


@pytest.fixture
def risks_with_a_retired_one(monkeypatch):
    kept = Term("sedang", "Sedang", "Medium", {"retired": ""})
    retired = Term("genting", "Genting", "Critical", {"retired": "2026"})
    known = {each.token: each for each in (kept, retired)}
    monkeypatch.setattr(lists, "_by_token", lambda list_name: known)
    return vocabularies.CodeListVocabulary("risks")


def test_a_retired_token_is_not_offered(risks_with_a_retired_one):
    assert [each.value for each in risks_with_a_retired_one] == ["sedang"]
    assert len(risks_with_a_retired_one) == 1


def test_a_stored_retired_token_is_still_valid_and_shown(risks_with_a_retired_one):
    assert "genting" in risks_with_a_retired_one
    assert risks_with_a_retired_one.getTerm("genting").title == "risks:genting"
    assert risks_with_a_retired_one.getTermByToken("genting").value == "genting"


def test_a_vocabulary_offers_the_tokens_in_the_order_of_the_file():
    vocabulary = vocabularies.CodeList("sexes")(None)
    assert [(each.value, each.token, each.title.default) for each in vocabulary] == [
        ("l", "l", "Male"),
        ("p", "p", "Female"),
    ]
    assert "x" not in vocabulary


@pytest.mark.parametrize(
    ("list_name", "name"),
    [
        ("categories", "baleharum.Categories"),
        ("document-kinds", "baleharum.DocumentKinds"),
        ("provinces-ntb", "baleharum.ProvincesNtb"),
    ],
)
def test_a_list_is_a_vocabulary_by_its_name_in_camel_case(list_name, name):
    assert vocabularies.vocabulary_name(list_name) == name


def test_every_list_is_registered_as_a_vocabulary(portal):
    for list_name in names():
        factory = getUtility(IVocabularyFactory, vocabularies.vocabulary_name(list_name))
        assert [each.value for each in factory(portal)] == [each.token for each in terms(list_name)]
