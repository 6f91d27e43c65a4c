"""The 14 components of a service standard, as domain.md 5 names and orders them.

UU 25/2009 art. 21 and Permen PANRB 15/2014: the first six say how a service is delivered, the
others how it is made.
"""

from baleharum import _


#: Name of the field -> (its title, what the editor is asked for).
DELIVERY = {
    "persyaratan": (
        _("component_requirements", default="What you need"),
        _("help_requirements", default="Papers and conditions; say so if there are none."),
    ),
    "prosedur": (
        _("component_procedure", default="How it goes"),
        _("help_procedure", default="Step by step; begin a line with 1., 2. … for each."),
    ),
    "jangka_waktu": (
        _("component_time", default="How long it takes"),
        _("help_time", default="From the request until the service is given."),
    ),
    "biaya": (
        _("component_cost", default="What it costs"),
        _("help_cost", default="Free of charge, or the tariff with its legal basis."),
    ),
    "produk": (
        _("component_product", default="What you receive"),
        _("help_product", default="What somebody has in the end."),
    ),
    "pengaduan": (
        _("component_complaints", default="Complaints, suggestions and praise"),
        _("help_complaints", default="Where to complain, and until when there is an answer."),
    ),
}
MANUFACTURE = {
    "dasar_hukum": (
        _("component_law", default="Legal basis"),
        _("help_law", default="Laws and decisions on which the service rests."),
    ),
    "sarana": (
        _("component_facilities", default="Facilities"),
        _("help_facilities", default="Rooms, equipment, accessibility."),
    ),
    "kompetensi": (
        _("component_competence", default="Competence of the staff"),
        _("help_competence", default="Professions and licences."),
    ),
    "pengawasan_internal": (
        _("component_control", default="Internal control"),
        _("help_control", default="Who checks the service, and how often."),
    ),
    "jumlah_pelaksana": (
        _("component_staff", default="Number of staff"),
        _("help_number_of_staff", default="How many people give the service."),
    ),
    "jaminan_pelayanan": (
        _("component_guarantee", default="Guarantee of the service"),
        _("help_guarantee", default="What the centre promises about the service."),
    ),
    "jaminan_keamanan": (
        _("component_safety", default="Guarantee of safety"),
        _("help_safety", default="What the centre promises about safety and secrecy."),
    ),
    "evaluasi_kinerja": (
        _("component_evaluation", default="Evaluation of performance"),
        _("help_evaluation", default="How the service is evaluated, and when."),
    ),
}
COMPONENTS = {**DELIVERY, **MANUFACTURE}
