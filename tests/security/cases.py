"""The 84 cases of the security design: what is expected, and which tests show it.

A test is named by its file below tests/ and its function. A case that comes with a later slice
names that slice instead; whoever builds it replaces the word by the tests.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Later:
    """A case whose subject is built by another slice."""

    slice: str


PATHS, OUTSIDE = "security/test_paths.py", "security/test_outside.py"
VERBS, TEAM = "security/test_verbs.py", "security/test_team.py"
CACHE = "security/test_shared_cache.py"
SWEEPS, SERVED = "security/test_sweeps.py", "security/test_served.py"
TOLD = f"{OUTSIDE}::test_nothing_is_told"
HEADERS = "test_guard_headers.py::test_every_class_of_answer_has_exactly_these"
VAULT, TRAIL, LOGIN = Later("vault"), Later("trail"), Later("login")
UPLOADS, INTAKE = Later("uploads"), Later("intake")

#: number -> tests, or the slice that it comes with.
CASES: dict[int, tuple[str, ...] | Later] = {
    1: (f"{SWEEPS}::test_case_01_no_view_answers_an_outsider",),
    2: (f"{SWEEPS}::test_case_02_no_service_answers_an_outsider",),
    3: (
        f"{SWEEPS}::test_case_03_no_view_takes_a_post_of_an_outsider",
        f"{VERBS}::test_case_03_rest_posts",
    ),
    4: (f"{TEAM}::test_case_04_states",),
    5: (f"{TEAM}::test_case_05_rolemap",),
    6: (f"{PATHS}::test_case_06_main_template",),
    7: (f"{PATHS}::test_case_07_title_and_description",),
    8: (f"{PATHS}::test_case_08_context_state",),
    9: (f"{PATHS}::test_case_09_attributes",),
    10: (f"{PATHS}::test_case_10_delete_confirmation",),
    11: (f"{PATHS}::test_case_11_pages_of_the_site",),
    12: (f"{PATHS}::test_case_12_widgets",),
    13: (f"{PATHS}::test_case_13_downloads",),
    14: (f"{PATHS}::test_case_14_scales",),
    15: (f"{PATHS}::test_case_15_ranges", f"{SERVED}::test_cases_15_18_47_one_answer"),
    16: (f"{PATHS}::test_case_16_acquired_page",),
    17: (f"{PATHS}::test_case_17_realm_acquired",),
    18: (
        f"{PATHS}::test_case_18_one_answer",
        f"{PATHS}::test_case_16_to_18_headers_are_the_same_in_name_and_order",
        f"{SERVED}::test_cases_15_18_47_one_answer",
        f"{SERVED}::test_case_18_time",
    ),
    19: (f"{PATHS}::test_case_19_spellings", f"{SERVED}::test_case_19_spellings"),
    20: (f"{PATHS}::test_case_20_resolveuid",),
    21: (f"{PATHS}::test_case_21_redirect_to_uuid",),
    22: (
        "test_guard_addresses.py::test_the_redirector_notes_nothing_of_a_realm",
        "test_guard_addresses.py::test_what_somebody_noted_by_hand_leads_nobody_in",
        "test_guard.py::test_old_addresses_are_not_redirected",
    ),
    # What was saved before the product came is shown as its author typed it.
    23: (
        "test_guard_links.py::test_rest_refuses_alike_for_what_is_there_and_for_a_gap",
        "test_guard_links.py::test_the_form_says_it_at_the_field",
        "test_guard.py::test_a_link_in_a_public_text_gives_no_address_away",
    ),
    24: (TOLD,),
    25: (TOLD,),
    26: (TOLD,),
    27: (TOLD, "test_edges_mended.py::test_nobody_but_who_manages_accounts_lists_them"),
    28: (TOLD,),
    29: (f"{OUTSIDE}::test_case_29_counts",),
    30: (f"{TEAM}::test_case_30_who_is_let_go_is_out_at_once",),
    31: (f"{TEAM}::test_case_31_who_made_something_keeps_nothing_of_it",),
    32: (f"{TEAM}::test_case_32_an_open_form_saves_nothing_after_leaving",),
    33: (f"{TEAM}::test_case_33_nobody_adds_themselves",),
    34: (
        f"{TEAM}::test_case_34_nobody_of_the_team_copies_out",
        f"{OUTSIDE}::test_case_34_and_35_bulk_services_reach_nothing_inside",
        "test_realm_mended.py::test_nothing_in_a_case_is_copied",
    ),
    35: (f"{TEAM}::test_case_35_nobody_of_the_team_moves_out",),
    36: (f"{TEAM}::test_case_36_evidence_is_neither_renamed_nor_deleted",),
    37: (f"{TEAM}::test_case_37_nothing_foreign_comes_in",),
    38: (f"{TEAM}::test_case_38_there_are_no_histories_to_read",),
    39: (f"{PATHS}::test_case_39_working_copies",),
    40: (f"{PATHS}::test_case_40_locks",),
    41: (f"{OUTSIDE}::test_case_41_linkintegrity", f"{VERBS}::test_case_41_linkintegrity"),
    42: (TOLD, "test_access_escalation.py::test_the_list_of_changes_is_closed"),
    43: (TOLD, f"{PATHS}::test_case_43_services"),
    44: (f"{TEAM}::test_case_44_nothing_inside_is_open_to_more_people_than_its_case",),
    45: (f"{PATHS}::test_case_45_adding",),
    46: (f"{VERBS}::test_case_46_propfind",),
    47: (f"{VERBS}::test_case_47_verbs", f"{VERBS}::test_case_47_delete"),
    48: (f"{PATHS}::test_case_48_sources",),
    49: (f"{VERBS}::test_case_49_xmlrpc", f"{SERVED}::test_case_49_xmlrpc"),
    50: (
        f"{PATHS}::test_case_50_management",
        "test_guard_headers.py::test_the_public_address_has_no_door_to_the_management",
    ),
    51: (f"{TEAM}::test_case_51_an_administrator_has_no_way_in",),
    52: (
        f"{TEAM}::test_case_52_what_a_manager_opens_the_security_check_names",
        "test_administration.py::test_what_they_change_is_a_row",
        "test_administration.py::test_a_request_is_one_alarm_in_words",
    ),
    53: (f"{OUTSIDE}::test_case_53_tools_show_nothing_of_themselves",),
    54: LOGIN,
    # What the login itself tells comes with its slice.
    55: (f"{OUTSIDE}::test_case_55_accounts_are_not_told_apart",),
    56: LOGIN,
    57: LOGIN,
    58: LOGIN,
    59: (
        f"{VERBS}::test_case_59_a_get_writes_nothing",
        f"{VERBS}::test_case_59_a_post_without_token_writes_nothing",
        "test_realm_mended.py::test_another_site_writes_nothing_by_rest",
        "test_realm_mended.py::test_json_from_another_origin_is_refused_too",
    ),
    60: (HEADERS, f"{SERVED}::test_case_60_headers_reach_the_browser"),
    61: (
        HEADERS,
        f"{CACHE}::test_case_61_nothing_of_a_register_is_kept",
        f"{CACHE}::test_case_61_who_comes_later_gets_their_own_answer",
        f"{CACHE}::test_case_61_nothing_personal_is_kept",
        f"{CACHE}::test_case_61_the_answer_to_a_login_is_not_kept",
        f"{CACHE}::test_case_61_what_was_kept_for_strangers_is_for_strangers",
        "test_guard_headers.py::test_whoever_gets_a_cookie_gets_a_page_that_nobody_keeps",
    ),
    62: LOGIN,
    63: UPLOADS,
    64: UPLOADS,
    65: UPLOADS,
    66: (f"{TEAM}::test_case_66_what_people_type_is_text",),
    67: (
        f"{TEAM}::test_case_05_rolemap",
        "test_register_export.py::test_a_name_that_is_a_formula_is_written_as_text",
        "test_register_export.py::test_no_text_becomes_a_formula",
    ),
    68: INTAKE,
    69: INTAKE,
    70: INTAKE,
    71: INTAKE,
    72: VAULT,
    73: VAULT,
    74: VAULT,
    75: VAULT,
    76: TRAIL,
    77: TRAIL,
    78: TRAIL,
    79: (
        "test_team_emergency.py::test_a_reason_is_a_sentence",
        "test_team_emergency.py::test_it_lets_read_for_some_hours",
        "test_team_emergency.py::test_who_is_told",
    ),
    80: TRAIL,
    81: Later("litigation"),
    82: (
        f"{VERBS}::test_case_82_prefix_over_and_over",
        f"{VERBS}::test_case_82_long_and_deep",
        f"{VERBS}::test_case_82_ten_thousand_fields",
        f"{VERBS}::test_case_82_a_stranger_makes_the_database_grow_by_nothing",
        f"{SERVED}::test_case_82_a_slow_and_large_question_is_bounded",
    ),
    83: INTAKE,
    84: (f"{TEAM}::test_case_84_installing_again_closes_it_again",),
}
