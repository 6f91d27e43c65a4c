"""Whatever a screen shows or does, a service of plone.restapi does, too.

A page or action of a form that is not in these tables makes the tests fail: name its service.
"""

from baleharum.cases.team.forms import Form
from baleharum.interfaces import IBaleharumLayer
from pathlib import Path
from plone import api
from plone.restapi.interfaces import IPloneRestapiLayer
from tests.adoptions_made import sample_adoption
from tests.assessments_made import sample_assessment
from tests.centre import acting
from tests.centre import sample_case
from tests.centre import sample_document
from tests.centre import sample_note
from tests.centre import sample_partner
from tests.centre import sample_person
from tests.consents_made import sample_basis
from tests.consents_made import sample_draft
from tests.court_made import sample_proceeding
from tests.intake_made import sample_box
from tests.intake_made import sample_report
from tests.litigation_made import sample_bundle
from tests.litigation_made import sample_file
from tests.litigation_made import sample_request
from tests.mandates_made import sample_health
from tests.mandates_made import sample_mandate
from tests.plans_made import quiet_case
from tests.plans_made import sample_conference
from tests.plans_made import sample_mediation
from tests.plans_made import sample_plan
from tests.plans_made import sample_record
from tests.programmes_made import sample_activity
from tests.programmes_made import sample_batch
from tests.programmes_made import sample_folder
from tests.programmes_made import sample_programme
from tests.public_made import complete_pair
from tests.referrals_made import sample_letter
from tests.repatriations_made import sample_repatriation
from tests.stays_made import sample_house
from tests.stays_made import sample_stay
from z3c.form.form import BaseForm
from zope.component import queryMultiAdapter
from zope.interface import alsoProvides

import importlib
import pkgutil
import pytest
import re
import xml.etree.ElementTree as ElementTree


SOURCE = Path(__file__).parent.parent / "src/baleharum"
SLICES = sorted({path.parent.name for path in SOURCE.glob("*/configure.zcml")})
BROWSER = "{http://namespaces.zope.org/browser}"
ZOPE = "{http://namespaces.zope.org/zope}"

#: (what it is for, name of the page) -> services: method, name, and what they are for if it is
#: something else. A GET of a page that hands out bytes is a service already.
SCREENS = {
    ("ICase", "view"): ["GET", "GET @transitions", "GET @team", "GET @notes", "GET @timeline"],
    ("ICase", "timeline"): ["GET @timeline"],
    ("ISteps", "change-state"): [
        f"{target} {service}"
        for target in ("ICase", "ICaseFile", "ICaseSubject", "IAssessment")
        for target in ("ICase", "ICaseFile", "ICaseSubject", "IConsentForm", "ILawfulBasis")
        for target in (
            "ICase",
            "ICaseFile",
            "ICaseSubject",
            "IConsentForm",
            "ILawfulBasis",
            "IReferralLetter",
            "ILitigationFile",
            "ICourtProceeding",
            "IDocumentRelease",
            "IShelterStay",
            "IRepatriation",
            "IAdoptionFile",
            "IMandate",
        )
        for service in ("GET @transitions", "POST @workflow")
    ],
    ("ICase", "edit"): ["GET", "PATCH"],
    ("ICase", "documents"): ["GET @documents", "POST", "POST @tus-upload", "PATCH @tus-upload"],
    ("ICase", "upload"): ["POST", "POST @tus-upload", "PATCH @tus-upload"],
    ("ICase", "guess-kinds"): ["POST @guess-kinds"],
    ("ICase", "find"): ["GET @find"],
    ("ICase", "people"): ["GET @people"],
    ("ICase", "notes"): ["GET @notes", "POST @notes"],
    ("ICase", "team"): ["GET @team", "GET @candidates"],
    ("ICase", "access-log"): ["GET @access-log"],
    ("ICase", "deadlines"): ["GET @deadlines"],
    ("ICase", "++add++CaseFile"): ["POST"],
    ("ICase", "++add++CaseSubject"): ["POST", "POST @matches"],
    ("ICase", "plan"): ["GET @plan"],
    ("ICase", "helpers"): ["GET @helpers", "POST @helpers"],
    ("ICase", "++add++CarePlan"): ["POST"],
    ("ICase", "++add++ServiceRecord"): ["POST"],
    ("ICase", "++add++CaseConference"): ["POST"],
    ("ICase", "++add++Mediation"): ["POST"],
    ("ICase", "++add++CaseNote"): ["POST"],
    ("ICarePlan", "view"): ["GET", "GET @versions", "GET @transitions", "POST @workflow"],
    ("ICarePlan", "edit"): ["PATCH"],
    ("ICarePlan", "new-version"): ["POST @versions"],
    ("IServiceRecord", "view"): ["GET"],
    ("ICaseConference", "view"): ["GET", "GET @transitions", "POST @workflow"],
    ("ICaseConference", "edit"): ["PATCH"],
    ("IMediation", "view"): ["GET", "GET @transitions", "POST @workflow"],
    ("IMediation", "edit"): ["PATCH"],
    ("ICaseRegister", "view"): ["GET", "GET @cases"],
    ("ICaseRegister", "export"): ["GET @export"],
    ("ICaseRegister", "++add++Case"): ["POST"],
    ("ICaseRegister", "find"): ["GET @find"],
    ("ICaseRegister", "review-queue"): ["GET @review-queue", "ICaseFile GET @preview"],
    ("ICaseRegister", "review-decide"): ["ICaseFile POST @workflow"],
    ("ICaseRegister", "staff"): ["GET @team", "GET @candidates"],
    ("ICaseRegister", "person-access"): ["GET @person-access"],
    ("ICaseRegister", "reader-log"): ["GET @reader-log"],
    ("ICaseRegister", "alarms"): ["GET @alarms"],
    ("ICaseRegister", "deadlines"): ["GET @deadlines"],
    ("ICaseRegister", "figures"): ["GET @figures"],
    ("ICaseRegister", "figures-cases"): ["GET @figures-cases"],
    ("ICaseRegister", "figures-kept"): ["GET @figures-kept", "POST @figures-kept"],
    ("ICaseRegister", "figures-targets"): ["GET @figures-targets", "POST @figures-targets"],
    ("IProgrammeFolder", "batch-disposal"): ["GET @batch-disposal", "POST @batch-disposal"],
    ("IAssistanceBatch", "erasures"): ["GET @erasures", "POST @erasures"],
    ("IProgrammeFolder", "figures"): ["GET @figures"],
    ("IProgrammeFolder", "figures-kept"): ["GET @figures-kept", "POST @figures-kept"],
    ("IPloneSiteRoot", "figures"): ["GET @figures"],
    ("IPloneSiteRoot", "figures-cases"): ["GET @figures-cases"],
    ("ICaseRegister", "figures-repair"): ["GET @figures-repair", "POST @figures-repair"],
    ("INavigationRoot", "statistics"): ["IPloneSiteRoot GET @statistics"],
    ("ICase", "retention"): ["GET @retention"],
    ("ICase", "subject-requests"): ["GET @requests"],
    ("ICase", "releases"): ["GET @releases"],
    ("ICaseRegister", "disposal"): ["GET @disposal"],
    ("ICaseRegister", "requests"): ["GET @requests"],
    ("ICaseRegister", "breaches"): ["GET @breaches"],
    ("ICaseRegister", "request-package"): ["POST @requests"],
    ("IDestroyed", "view"): ["ICase GET @tombstone"],
    ("ICaseFile", "view"): ["GET", "GET @versions", "GET @preview", "GET @transitions"],
    ("ICaseFile", "add-version"): ["POST @versions"],
    ("ICaseFile", "read-again"): ["POST @read-again"],
    ("ICaseNote", "view"): ["GET"],
    ("ICaseSubject", "view"): ["GET", "GET @matches", "GET @transitions"],
    ("ICaseSubject", "edit"): ["PATCH"],
    ("IPloneSiteRoot", "desk"): ["GET @desk"],
    ("IPloneSiteRoot", "report-forms"): ["GET @report-forms", "POST @report-forms"],
    ("IPloneSiteRoot", "deadlines"): ["GET @deadlines"],
    ("IPloneSiteRoot", "break-glass"): ["GET @break-glass"],
    ("IPloneSiteRoot", "first-head"): ["GET @first-head"],
    ("IPloneSiteRoot", "team-repair"): ["GET @team-repair"],
    ("IPloneSiteRoot", "jobs"): ["GET @jobs"],
    ("IPloneSiteRoot", "retry-job"): ["POST @jobs"],
    ("IPloneSiteRoot", "letterhead"): ["GET @letterhead", "PATCH @letterhead"],
    ("IPloneSiteRoot", "letter-fields"): ["GET @letter-fields"],
    ("IFolder", "++add++CaseRegister"): ["IPloneSiteRoot POST"],
    ("ICase", "assessments"): ["GET @assessments"],
    ("ICase", "++add++Assessment"): ["POST"],
    ("IAssessment", "view"): ["GET", "GET @versions", "GET @scores", "GET @transitions"],
    ("IAssessment", "edit"): ["PATCH"],
    ("IAssessment", "compare-versions"): ["GET @compare-versions"],
    ("IAssessment", "new-assessment-version"): ["POST @versions"],
    ("ICase", "consents"): ["GET @consents"],
    ("ICase", "++add++ConsentForm"): ["POST"],
    ("ICase", "++add++LawfulBasis"): ["POST"],
    ("IConsentForm", "view"): ["GET", "GET @transitions", "GET @told"],
    ("IConsentForm", "edit"): ["PATCH"],
    ("ILawfulBasis", "view"): ["GET", "GET @transitions"],
    ("ICaseRegister", "consent-settings"): ["GET @consent-settings"],
    ("IPartnerDirectory", "view"): ["GET", "GET @partners"],
    ("IPartnerDirectory", "import-partners"): ["POST @import-partners"],
    ("IPartnerDirectory", "++add++Partner"): ["POST"],
    ("ICase", "referrals"): ["GET @referrals"],
    ("ICase", "++add++ReferralLetter"): ["POST"],
    ("IReferralLetter", "view"): ["GET", "GET @transitions"],
    **{
        ("IReferralLetter", page): ["PATCH"]
        for page in ("edit", "dispatch", "answer", "reply", "handover")
    },
    ("IReferralLetter", "parcel"): ["POST @parcel"],
    ("IReferralLetter", "parcel-password"): ["POST @parcel"],
    ("ICase", "litigation"): ["GET @litigation"],
    ("ICase", "pseudonyms"): ["GET @pseudonyms"],
    ("ICase", "++add++LitigationFile"): ["POST"],
    ("ICase", "++add++CourtProceeding"): ["POST"],
    ("ICourtProceeding", "view"): ["GET", "GET @transitions", "GET @clocks", "GET @hearings"],
    ("ICourtProceeding", "hearing"): ["GET @hearings"],
    **{
        ("ICourtProceeding", page): ["PATCH"]
        for page in (
            *("edit", "attorney", "police", "diversion"),
            *("prosecution", "judgment", "execution", "stop"),
        )
    },
    ("ICase", "++add++DocumentRelease"): ["POST"],
    ("ILitigationFile", "view"): ["GET", "GET @transitions", "GET @exhibits", "GET @bundle"],
    ("ILitigationFile", "exhibit"): ["GET @exhibits"],
    ("ILitigationFile", "chronology"): ["GET @chronology"],
    ("ILitigationFile", "privilege-log"): ["GET @privilege-log"],
    ("ILitigationFile", "fact"): ["GET @chronology", "POST @chronology"],
    ("ILitigationFile", "redactions"): ["GET @redactions"],
    **{("ILitigationFile", page): ["PATCH"] for page in ("edit", "receipt", "service")},
    ("IFiledBundle", "view"): ["GET"],
    ("IDocumentRelease", "view"): ["GET", "GET @transitions"],
    ("IDocumentRelease", "edit"): ["PATCH"],
    ("ICase", "stays"): ["GET @stays"],
    ("ICase", "++add++ShelterStay"): ["POST"],
    ("IShelterStay", "view"): ["GET", "GET @transitions"],
    **{
        ("IShelterStay", page): ["PATCH"]
        for page in (
            *("edit", "room", "arrival", "belongings"),
            *("visits", "extension", "exit", "absence"),
        )
    },
    ("ICase", "mandates"): ["GET @mandates"],
    ("ICase", "++add++Mandate"): ["POST"],
    ("IMandate", "view"): ["GET", "GET @transitions"],
    ("IMandate", "edit"): ["PATCH"],
    ("ICase", "health"): ["GET @health"],
    ("ICase", "++add++HealthRecord"): ["POST"],
    ("IHealthRecord", "view"): ["GET"],
    ("IHealthRecord", "edit"): ["PATCH"],
    ("ICase", "repatriations"): ["GET @repatriations"],
    ("ICase", "++add++Repatriation"): ["POST"],
    ("IRepatriation", "view"): ["GET", "GET @transitions"],
    **{
        ("IRepatriation", page): ["PATCH"]
        for page in ("edit", "checks", "destination", "order", "departure", "handover", "costs")
    },
    ("ICase", "adoptions"): ["GET @adoptions"],
    ("ICase", "++add++AdoptionFile"): ["POST"],
    ("IAdoptionFile", "view"): ["GET", "GET @transitions"],
    **{
        ("IAdoptionFile", page): ["PATCH"]
        for page in (
            *("edit", "couple", "means", "consents", "first-visit", "care-permit", "trial-care"),
            *("second-visit", "adoption-permit", "court-order", "registration", "afterwards"),
        )
    },
    ("ICaseRegister", "shelters"): ["GET @shelters"],
    ("ICaseRegister", "++add++Shelter"): ["POST"],
    ("IShelter", "view"): ["GET", "GET @board"],
    ("IShelter", "edit"): ["PATCH"],
    ("IServicePage", "view"): ["GET", "GET @transitions"],
    ("IServicePage", "page-panel"): ["GET @transitions"],
    ("IServicePage", "page-step"): ["GET @transitions", "POST @workflow"],
    ("IServicePage", "edit"): ["PATCH"],
    ("IFolderish", "++add++ServicePage"): ["IPloneSiteRoot POST"],
    ("INavigationRoot", "home"): ["IPloneSiteRoot GET @public-services"],
    ("INavigationRoot", "partners"): ["IPloneSiteRoot GET @public-partners"],
    ("INavigationRoot", "search"): ["IPloneSiteRoot GET @search"],
    ("IFolder", "entries"): ["IPloneSiteRoot GET @search"],
    ("IDXEvent", "event_view"): ["IPloneSiteRoot GET @search"],
    ("IDocument", "donations"): ["IPloneSiteRoot GET @public-services"],
    ("IPloneSiteRoot", "public-settings"): ["GET @registry", "PATCH @registry"],
    ("IPartner", "view"): ["GET", "GET @transitions"],
    ("IPartner", "edit"): ["PATCH"],
    ("IPartner", "partner-step"): ["GET @transitions", "POST @workflow"],
    ("IProgrammeFolder", "view"): ["GET", "GET @programmes"],
    ("IProgrammeFolder", "staff"): ["GET @team"],
    ("IProgrammeFolder", "++add++Programme"): ["POST"],
    ("IProgramme", "view"): ["GET", "IProgrammeFolder GET @programmes"],
    ("IProgramme", "edit"): ["PATCH"],
    ("IProgramme", "++add++AssistanceBatch"): ["POST"],
    ("IProgramme", "++add++GroupActivity"): ["POST"],
    ("IProgramme", "equipment"): ["GET @equipment", "POST @equipment"],
    ("IGroupActivity", "view"): ["GET", "GET @transitions"],
    ("IGroupActivity", "edit"): ["PATCH"],
    ("IGroupActivity", "activity-step"): ["GET @transitions", "POST @workflow"],
    ("IAssistanceBatch", "view"): ["GET", "GET @transitions"],
    ("IAssistanceBatch", "edit"): ["PATCH"],
    ("IAssistanceBatch", "batch-step"): ["GET @transitions", "POST @workflow"],
    ("IAssistanceBatch", "import-list"): [
        "GET @import-list",
        "POST @import-list",
        "DELETE @import-list",
    ],
    ("IAssistanceBatch", "recipients"): ["GET @recipients", "POST @recipients"],
    ("IAssistanceBatch", "pictures"): [
        *("GET @pictures", "POST @pictures", "DELETE @pictures"),
    ],
    ("IIntakeBox", "view"): ["GET", "GET @intake-queue"],
    ("IIntakeBox", "staff"): ["GET @team"],
    ("IIntakeBox", "enter-report"): ["POST @reports"],
    ("IIntakeBox", "enter-disaster"): ["POST @disaster-reports"],
    ("IIntakeBox", "reader-log"): ["GET @reader-log"],
    ("IIntakeBox", "alarms"): ["GET @alarms"],
    ("IIntakeBox", "report-log"): ["GET @report-log"],
    ("IIntakeBox", "keeping"): ["GET @keeping", "POST @keeping"],
    ("IIntakeBox", "report-package"): ["POST @keeping"],
    ("IIntakeReport", "access-log"): ["GET @access-log"],
    ("IIntakeBox", "++add++IntakeReport"): ["POST @reports"],
    ("IIntakeReport", "view"): [
        *("GET", "GET @messages", "GET @transitions", "GET @intake-matches"),
    ],
    ("IIntakeReport", "convert"): ["GET", "POST @convert"],
    ("IFolder", "++add++IntakeBox"): ["IPloneSiteRoot POST"],
    ("IFolder", "++add++ProgrammeFolder"): ["IPloneSiteRoot POST"],
}

#: Pages that have no data of their own, and why.
NO_DATA = {
    ("ICase", "case-layout"): "the frame of the tabs",
    ("ICaseChild", "case-layout"): "the frame of the tabs",
    ("ISteps", "case-steps"): "macros",
    ("ICase", "leads-back"): "a guard of the workflow",
    ("ICourtProceeding", "diversion-leads"): "a guard of the workflow",
    ("ICaseFile", "has-successor"): "a guard of the workflow",
    ("IAssessment", "may-decide"): "a guard of the workflow",
    ("ICarePlan", "has-successor"): "a guard of the workflow",
    ("IConsentForm", "has-newer-consent"): "a guard of the workflow",
    ("ICase", "consent-sheet"): "bytes, fetched by GET from scripts as well",
    ("Withdrawn", "index.html"): "what is said of a page that is gone; programs get JSON",
    ("IReportForm", "view"): "a door for the public; systems of partners deposit reports by REST",
    ("IReportForm", "kode"): "a door for reporters, who have a code and no account",
    ("IReportForm", "code"): "a door for reporters, who have a code and no account",
    ("IReportForm", "embedded"): "never there",
    ("IReportForm", "z3cform_validate_field"): "never there",
    ("IReportForm", "get_save_data_adapters"): "never there",
    ("*", "get-easyform-url"): "never there",
    ("*", "is-sub-easyform"): "never there",
    ("Exception", "index.html"): "the one page of a refusal, and those of other errors",
    ("*", "contact-info"): "texts for the public; GET @public-services has the numbers",
    ("INavigationRoot", "accessibility-info"): "leads to the statement of the centre",
    ("ISteps", "content_status_modify"): "leads to change-state",
    ("ISteps", "content_status_history"): "leads to change-state",
    ("ICaseFile", "download"): "bytes, fetched by GET from scripts as well",
    ("ICaseFile", "display-file"): "bytes, fetched by GET from scripts as well",
    ("ICaseFile", "page-image"): "bytes, fetched by GET from scripts as well",
    ("ICaseRegister", "breach-letter"): "bytes, fetched by GET from scripts as well",
    ("ICaseRegister", "request-answer"): "bytes, fetched by GET from scripts as well",
    ("ICaseRegister", "figures-export"): "bytes, fetched by GET from scripts as well",
    ("IProgrammeFolder", "figures-export"): "bytes, fetched by GET from scripts as well",
    ("IPloneSiteRoot", "figures-export"): "bytes, fetched by GET from scripts as well",
    ("ICaseRegister", "disposal-certificate"): "bytes, fetched by GET from scripts as well",
    ("IDestroyed", "certificate"): "bytes, fetched by GET from scripts as well",
    ("IReferralLetter", "letter-pdf"): "bytes, fetched by GET from scripts as well",
    ("IReferralLetter", "letter-docx"): "bytes, fetched by GET from scripts as well",
    ("IAssessment", "recommendation-pdf"): "bytes, fetched by GET from scripts as well",
    ("IRepatriation", "order-pdf"): "bytes, fetched by GET from scripts as well",
    ("IRepatriation", "minutes-pdf"): "bytes, fetched by GET from scripts as well",
    ("ILitigationFile", "exhibit-thumbnail"): "bytes, fetched by GET from scripts as well",
    ("ILitigationFile", "page-picture"): "bytes, fetched by GET from scripts as well",
    ("IFiledBundle", "bundle-page"): "pages as @@bundle-picture gives them to scripts as well",
    ("IFiledBundle", "bundle-picture"): "bytes, fetched by GET from scripts as well",
    ("IFiledBundle", "bundle-pdf"): "bytes, fetched by GET from scripts as well",
    ("IFiledBundle", "bundle-manifest"): "bytes, fetched by GET from scripts as well",
    ("IFiledBundle", "bundle-package"): "bytes, fetched by GET from scripts as well",
    ("IFiledBundle", "bundle-parcel"): ["POST @parcel"],
    ("IFiledBundle", "bundle-password"): ["POST @parcel"],
    ("IFiledBundle", "bundle-signed"): "bytes, fetched by GET from scripts as well",
    ("IFiledBundle", "bundle-signature"): "bytes, fetched by GET from scripts as well",
    ("IFiledBundle", "bundle-time-stamp"): "bytes, fetched by GET from scripts as well",
    ("IPartnerDirectory", "export-partners"): "bytes, fetched by GET from scripts as well",
    ("IAssistanceBatch", "list-template"): "bytes, fetched by GET from scripts as well",
    ("IAssistanceBatch", "refused-lines"): "bytes, fetched by GET from scripts as well",
    ("IAssistanceBatch", "picture"): "bytes, fetched by GET from scripts as well",
    ("IAssistanceBatch", "receipts"): "bytes, fetched by GET from scripts as well",
    ("IIntakeReport", "report-file"): "bytes, fetched by GET from scripts as well",
    ("IPloneSiteRoot", "letter-sample"): "bytes, fetched by GET from scripts as well",
    ("IPloneSiteRoot", "letter-sample-office"): "bytes, fetched by GET from scripts as well",
    ("IPloneSiteRoot", "letter-template"): "bytes, fetched by GET from scripts as well",
    ("ICaseFile", "content-core"): "never there",
    ("ICaseFile", "images"): "never there",
    ("ICaseFile", "download-clean"): "bytes, fetched by GET from scripts as well",
    ("ICaseFile", "document-notices"): "findings and scan stand in GET of the document",
    ("TrailUnavailable", "index.html"): "the answer while the record is down, for services too",
    ("VaultUnavailable", "index.html"): "the answer while no key can be opened, for services too",
    ("LoginUnavailable", "index.html"): "the answer while logins are down, for services too",
    ("TransientError", "index.html"): "the answer to what collided to the end, for services too",
    ("IPloneSiteRoot", "security-check"): "for scripts there is bin/security-check",
    ("IPloneSiteRoot", "login-alarms"): ["GET @login-alarms"],
    ("INavigationRoot", "login"): "programs POST @login",
    ("INavigationRoot", "login_form"): "programs POST @login",
    ("INavigationRoot", "failsafe_login"): "programs POST @login",
    ("INavigationRoot", "failsafe_login_form"): "programs POST @login",
    ("INavigationRoot", "logout"): "programs POST @logout",
    ("INavigationRoot", "login-help"): "programs POST @users/<id>/reset-password",
    ("*", "mail_password"): "programs POST @users/<id>/reset-password",
    ("IPloneSiteRoot", "oidc-login"): "a person goes to the provider; programs POST @login",
    ("IPloneSiteRoot", "oidc-callback"): "a person comes from the provider; programs POST @login",
    ("IPloneSiteRoot", "login-step"): "programs send the code with POST @login",
    ("IPloneSiteRoot", "step-up"): "programs POST @step-up",
    ("IPloneSiteRoot", "second-factor"): "a person scans the code in person",
    ("IPloneSiteRoot", "reset-second-factor"): "a person asks in person",
    ("IPloneSiteRoot", "my-login"): "a person looks after their own sessions in a browser",
    ("IPloneSiteRoot", "deadline-settings"): "a person looks after their own address in a browser",
    ("IPloneSiteRoot", "deadlines-calendar"): "programs GET it, the address is the secret",
    ("IPloneSiteRoot", "session-left"): "asked by the pages themselves",
    ("IPloneSiteRoot", "session-stay"): "asked by the pages themselves",
    ("IPloneSiteRoot", "save-draft"): "asked by the pages themselves",
    ("IPloneSiteRoot", "take-draft"): "asked by the pages themselves",
    ("INavigationRoot", "leave-no-trace"): "a text for who reads it in a browser",
    ("IPloneSiteRoot", "robots.txt"): "is for machines",
    ("IPloneSiteRoot", "sitemap.xml"): "is for machines",
    ("IPloneSiteRoot", ".well-known"): "is for machines",
    ("*", "public-frame"): "a part of the frame",
    ("*", "exit-macros"): "a part of the frame",
    ("*", "page-macros"): "a part of pages",
    ("*", "main_template"): "the frame itself",
    ("*", "plone_redirector_view"): "Plone's own, made careful",
    ("*", "resolveuid"): "Plone's own, made careful",
    ("*", "redirect-to-uuid"): "Plone's own, made careful",
    ("*", "getVocabulary"): "Plone's own, made careful",
    ("IPloneSiteRoot", "author"): "Plone's own, made careful",
}

#: Modules for PostgreSQL, whose driver is there on a cluster alone.
NOT_IMPORTED = ("postgresql", "postgres")

#: (view of a form, action) -> service.
ACTIONS = {
    ("TeamTab", "assign"): "ICase POST @team",
    ("TeamTab", "end"): "ICase DELETE @team",
    ("TeamTab", "extend"): "ICase PATCH @team",
    ("TeamTab", "hand-over"): "ICase PATCH @team",
    ("Staff", "appoint"): "ICaseRegister POST @team",
    ("Staff", "end"): "ICaseRegister DELETE @team",
    ("Staff", "end_leave"): "ICaseRegister DELETE @team",
    ("Staff", "leave"): "ICaseRegister POST @team",
    ("KeptFigures", "keep"): "ICaseRegister POST @figures-kept",
    ("KeptFigures", "publish"): "ICaseRegister POST @figures-kept",
    ("KeptFigures", "retract"): "ICaseRegister POST @figures-kept",
    ("Erasures", "ask"): "IAssistanceBatch POST @erasures",
    ("Erasures", "erase"): "IAssistanceBatch POST @erasures",
    ("Erasures", "refuse"): "IAssistanceBatch POST @erasures",
    **{
        ("BatchDisposal", action): "IProgrammeFolder POST @batch-disposal"
        for action in ("classify", "prepare", "approve", "sign")
    },
    ("FiguresTargets", "targets"): "ICaseRegister POST @figures-targets",
    ("FiguresRepair", "rebuild"): "ICaseRegister POST @figures-repair",
    ("Disposal", "propose"): "ICaseRegister POST @disposal",
    ("Disposal", "prepare"): "ICaseRegister POST @disposal",
    ("Disposal", "approve"): "ICaseRegister POST @disposal",
    ("Disposal", "sign"): "ICaseRegister POST @disposal",
    ("Disposal", "off"): "ICaseRegister POST @disposal",
    ("Disposal", "carry-out"): "ICaseRegister POST @disposal",
    ("Breaches", "report"): "ICaseRegister POST @breaches",
    ("Breaches", "measures"): "ICaseRegister POST @breaches",
    ("Breaches", "told-subject"): "ICaseRegister POST @breaches",
    ("Breaches", "told-agency"): "ICaseRegister POST @breaches",
    ("CaseRequests", "file"): "ICase POST @requests",
    ("Requests", "accept"): "ICaseRegister POST @requests",
    ("Requests", "refuse"): "ICaseRegister POST @requests",
    ("Requests", "answered"): "ICaseRegister POST @requests",
    ("Releases", "release"): "ICase POST @releases",
    ("Releases", "password"): "ICase POST @releases",
    ("CaseRetention", "classify"): "ICase POST @retention",
    ("CaseRetention", "hold"): "ICase POST @retention",
    ("CaseRetention", "lift"): "ICase POST @retention",
    ("LogIn", "login"): "IPloneSiteRoot POST @login",
    ("Help", "apply"): "IPloneSiteRoot POST @users",
    ("Reset", "reset"): "IPloneSiteRoot POST @users",
    ("BreakGlass", "open"): "IPloneSiteRoot POST @break-glass",
    ("FirstHead", "appoint"): "IPloneSiteRoot POST @first-head",
    ("TeamRepair", "rebuild"): "IPloneSiteRoot POST @team-repair",
    ("Alarms", "acknowledge"): "ICaseRegister POST @alarms",
    ("AddCaseForm", "save"): "ICaseRegister POST",
    ("AddRegisterForm", "save"): "IPloneSiteRoot POST",
    ("AddPersonForm", "save"): "ICase POST",
    ("AddPersonForm", "search"): "ICase POST @matches",
    ("AddPlanForm", "save"): "ICase POST",
    ("AddRecordForm", "save"): "ICase POST",
    ("AddConferenceForm", "save"): "ICase POST",
    ("AddMediationForm", "save"): "ICase POST",
    ("EditPlanForm", "save"): "ICarePlan PATCH",
    ("EditConferenceForm", "save"): "ICaseConference PATCH",
    ("EditMediationForm", "save"): "IMediation PATCH",
    ("AddReferralForm", "save"): "ICase POST",
    ("LetterForm", "save"): "IReferralLetter PATCH",
    ("EditReferralForm", "save"): "IReferralLetter PATCH",
    ("DispatchForm", "save"): "IReferralLetter PATCH",
    ("AnswerForm", "save"): "IReferralLetter PATCH",
    ("ReplyForm", "save"): "IReferralLetter PATCH",
    ("HandoverForm", "save"): "IReferralLetter PATCH",
    **{
        (view, action): "ILitigationFile POST @exhibits"
        for view in ("FileActions", "FileView")
        for action in ("add", "up", "down", "put", "remove", "sort", "unsort")
    },
    **{
        (view, action): "ILitigationFile POST @bundle"
        for view in ("FileActions", "FileView")
        for action in ("export", "cancel", "retry")
    },
    ("ExhibitPage", "save"): "ILitigationFile PATCH @exhibits",
    ("ExhibitPage", "split"): "ILitigationFile POST @exhibits",
    ("ExhibitPage", "look"): "ILitigationFile POST @exhibits",
    ("ExhibitPage", "lift"): "ILitigationFile POST @exhibits",
    ("ExhibitPage", "waive"): "ILitigationFile POST @exhibits",
    ("FactPage", "save"): "ILitigationFile PATCH @chronology",
    ("FactPage", "remove"): "ILitigationFile DELETE @chronology",
    **{
        ("RedactionPage", action): "ILitigationFile POST @redactions"
        for action in ("draw", "erase", "take", "take-all")
    },
    ("PseudonymPage", "save"): "ICase POST @pseudonyms",
    ("AddLitigationForm", "save"): "ICase POST",
    ("AskReleaseForm", "save"): "ICase POST",
    ("TimedForm", "save"): "ILitigationFile PATCH",
    ("EditLitigationForm", "save"): "ILitigationFile PATCH",
    ("ReceiptForm", "save"): "ILitigationFile PATCH",
    ("ServiceForm", "save"): "ILitigationFile PATCH",
    ("ProceedingView", "add"): "ICourtProceeding POST @hearings",
    ("HearingPage", "save"): "ICourtProceeding PATCH @hearings",
    ("HearingPage", "remove"): "ICourtProceeding POST @hearings",
    ("AddProceedingForm", "save"): "ICase POST",
    **{
        (f"{part}Form", "save"): "ICourtProceeding PATCH"
        for part in (
            *("Part", "Attorney", "Police", "Diversion"),
            *("Prosecution", "Judgment", "Execution", "Stop"),
        )
    },
    ("DecideReleaseForm", "save"): "IDocumentRelease PATCH",
    ("AddStayForm", "save"): "ICase POST",
    **{
        (f"{part}Form", "save"): "IShelterStay PATCH"
        for part in ("Room", "Arrival", "Belongings", "Visits", "Extension", "Exit", "Absence")
    },
    ("AddRepatriationForm", "save"): "ICase POST",
    **{
        (f"{part}Form", "save"): "IRepatriation PATCH"
        for part in (
            *("Journey", "Checks", "Destination", "Order"),
            *("Departure", "Takeover", "Costs"),
        )
    },
    ("AddAdoptionForm", "save"): "ICase POST",
    ("CaseAddForm", "save"): "ICase POST",
    ("AddMandateForm", "save"): "ICase POST",
    ("EditMandateForm", "save"): "IMandate PATCH",
    ("AddHealthForm", "save"): "ICase POST",
    ("EditHealthForm", "save"): "IHealthRecord PATCH",
    **{
        (f"{part}Form", "save"): "IAdoptionFile PATCH"
        for part in (
            *("Application", "Couple", "Means", "Consents", "FirstVisit", "CarePermit"),
            *("TrialCare", "SecondVisit", "AdoptionPermit", "CourtOrder", "Registration"),
            "Afterwards",
        )
    },
    ("AddShelterForm", "save"): "ICaseRegister POST",
    ("EditShelterForm", "save"): "IShelter PATCH",
    ("AddPartnerForm", "save"): "IPartnerDirectory POST",
    ("EditPartnerForm", "save"): "IPartner PATCH",
    ("AddPageForm", "save"): "IPloneSiteRoot POST",
    ("EditPageForm", "save"): "IServicePage PATCH",
    ("PublicSettingsForm", "save"): "IPloneSiteRoot PATCH @registry",
    ("PublicSettingsForm", "trees"): "IPloneSiteRoot POST @public-trees",
    ("EditCaseForm", "save"): "ICase PATCH",
    ("EditPersonForm", "save"): "ICaseSubject PATCH",
    ("CarefulEditForm", "save"): "ICase PATCH",
    ("GroupForm", "save"): "ICase PATCH",
    ("AddGroundForm", "save"): "ICase POST",
    ("AddConsentForm", "save"): "ICase POST",
    ("AddBasisForm", "save"): "ICase POST",
    ("EditConsentForm", "save"): "IConsentForm PATCH",
    ("ConsentPage", "withdraw"): "IConsentForm POST @withdraw",
    ("ConsentPage", "told"): "IConsentForm POST @told",
    ("ConsentSettings", "save"): "ICaseRegister PATCH @consent-settings",
    ("AddBoxForm", "save"): "IPloneSiteRoot POST",
    ("AddFolderForm", "save"): "IPloneSiteRoot POST",
    ("AddProgrammeForm", "save"): "IProgrammeFolder POST",
    ("EditProgrammeForm", "save"): "IProgramme PATCH",
    ("AddBatchForm", "save"): "IProgramme POST",
    ("AddActivityForm", "save"): "IProgramme POST",
    ("EditActivityForm", "save"): "IGroupActivity PATCH",
    ("EditBatchForm", "save"): "IAssistanceBatch PATCH",
    ("FolderStaff", "appoint"): "IProgrammeFolder POST @team",
    ("FolderStaff", "end"): "IProgrammeFolder DELETE @team",
    ("BoxStaff", "appoint"): "IIntakeBox POST @team",
    ("BoxStaff", "end"): "IIntakeBox DELETE @team",
    ("EnterPage", "enter"): "IIntakeBox POST @reports",
    ("DisasterPage", "enter"): "IIntakeBox POST @disaster-reports",
    ("Keeping", "hold"): "IIntakeBox POST @keeping",
    ("Keeping", "lift"): "IIntakeBox POST @keeping",
    ("Keeping", "file"): "IIntakeBox POST @keeping",
    ("Keeping", "accept"): "IIntakeBox POST @keeping",
    ("Keeping", "refuse"): "IIntakeBox POST @keeping",
    ("Keeping", "answered"): "IIntakeBox POST @keeping",
    ("Keeping", "open"): "IIntakeBox POST @keeping",
    ("Keeping", "password"): "IIntakeBox POST @keeping",
    ("ConvertPage", "convert"): "IIntakeReport POST @convert",
    ("ReportPage", "pass-on"): "IIntakeReport POST @pass-on",
    ("ReportPage", "take"): "IIntakeReport POST @workflow",
    ("ReportPage", "dismiss"): "IIntakeReport POST @workflow",
    ("ReportPage", "reopen"): "IIntakeReport POST @workflow",
    ("ReportPage", "risk"): "IIntakeReport POST @intake-triage",
    ("ReportPage", "scan"): "IIntakeReport POST @intake-triage",
    ("ReportPage", "hear"): "IIntakeReport POST @intake-triage",
    ("ReportPage", "redirect"): "IIntakeReport POST @intake-triage",
    ("ReportPage", "note"): "IIntakeReport POST @messages",
    ("ReportPage", "reply"): "IIntakeReport POST @messages",
}


def pages() -> set[tuple[str, str]]:
    """Return (last name of `for`, name) of all pages and add forms in the ZCML of the slices."""
    found = set()
    for path in SOURCE.rglob("*.zcml"):
        root = ElementTree.parse(path).getroot()  # noqa: S314 (our own files)
        for group in [root, *root.iter(f"{BROWSER}pages")]:
            for page in group.findall(f"{BROWSER}page"):
                target = page.get("for") or group.get("for")
                found.add((target.rpartition(".")[2], page.get("name")))
        for adapter in root.iter(f"{ZOPE}adapter"):
            if "IDexterityFTI" in (adapter.get("for") or ""):
                target = adapter.get("for").split()[0].rpartition(".")[2]
                found.add((target, f"++add++{adapter.get('name')}"))
    return found


def every_module():
    """Import all modules of the slices: forms are found as subclasses."""
    for name in SLICES:
        package = importlib.import_module(f"baleharum.{name}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.rpartition(".")[2] in NOT_IMPORTED:
                continue
            importlib.import_module(module.name)


def subclasses(cls):
    """Yield all classes of the product below one; ZCML makes more, of the same names."""
    for each in cls.__subclasses__():
        if each.__module__.startswith("baleharum."):
            yield each
        yield from subclasses(each)


def actions() -> set[tuple[str, str]]:
    """Return (class, action) of all forms of the product."""
    every_module()
    found = {(cls.__name__, name) for cls in subclasses(Form) for name in cls.actions}
    for cls in subclasses(BaseForm):
        names = getattr(cls, "buttons", {}).keys()
        found.update((cls.__name__, name) for name in names if name != "cancel")
    return found


def test_every_page_names_its_service():
    known = {*SCREENS, *NO_DATA}
    assert pages() - known == set(), "A page without a service: add one, and name it here."
    assert known - pages() == set(), "These pages are gone: take them out of the table."
    assert not set(SCREENS) & set(NO_DATA)


def test_every_action_of_a_form_names_its_service():
    found = actions()
    assert found - set(ACTIONS) == set(), "An action without a service: add one, and name it here."
    assert set(ACTIONS) - found == set(), "These actions are gone: take them out of the table."


ENTRIES = sorted(
    {
        entry if entry.startswith("I") else f"{target} {entry}"
        for (target, _page), entries in SCREENS.items()
        for entry in entries
    }
    | set(ACTIONS.values())
)


@pytest.fixture
def offers(integration):
    """Tell whether an entry of the tables is answered by something in the site."""
    portal = integration["portal"]
    case = sample_case(portal["perkara"])
    with api.env.adopt_roles(["Manager"]):
        directory = api.content.create(portal, "PartnerDirectory", id="mitra", title="Mitra")
    with acting("head1"):
        partner = sample_partner(directory)
    folder = sample_folder(portal)
    programme = sample_programme(folder)
    box = sample_box(portal)
    there = {
        "ICaseRegister": portal["perkara"],
        "ICase": case,
        "ICaseFile": sample_document(case),
        "ICaseNote": sample_note(case),
        "IAssessment": sample_assessment(case),
        "ICaseSubject": sample_person(case),
        "IConsentForm": sample_draft(case),
        "ILawfulBasis": sample_basis(case),
        "IPloneSiteRoot": portal,
        "IPartnerDirectory": directory,
        "IPartner": partner,
        "IProgrammeFolder": folder,
        "IProgramme": programme,
        "IAssistanceBatch": sample_batch(programme),
        "IGroupActivity": sample_activity(programme),
        "IIntakeBox": box,
        "IIntakeReport": sample_report(box),
        "IServicePage": complete_pair(portal)[0],
        "ICarePlan": sample_plan(case),
        "IServiceRecord": sample_record(case),
        "ICaseConference": sample_conference(case),
        "IMediation": sample_mediation(quiet_case(portal["perkara"])),
        "IReferralLetter": sample_letter(case, partner),
        "ILitigationFile": sample_file(case, partner),
        "IFiledBundle": sample_bundle(case),
        "ICourtProceeding": sample_proceeding(case),
        "IDocumentRelease": sample_request(case),
        "IShelter": sample_house(portal["perkara"]),
        "IShelterStay": sample_stay(case),
        "IRepatriation": sample_repatriation(case),
        "IAdoptionFile": sample_adoption(case),
        "IMandate": sample_mandate(case),
        "IHealthRecord": sample_health(case),
    }
    request = integration["request"]
    alsoProvides(request, IBaleharumLayer, IPloneRestapiLayer)

    def answered(entry):
        target, method, name = re.fullmatch(r"(I\w+) ([A-Z]+) ?(@[\w-]+)?", entry).groups()
        view = f"{method}_application_json_{name or ''}"
        return queryMultiAdapter((there[target], request), name=view) is not None

    return answered


def test_each_named_service_is_there(offers):
    assert [entry for entry in ENTRIES if not offers(entry)] == []


@pytest.mark.parametrize("entry", ["ICase GET @nothing", "ICaseNote POST @versions"])
def test_a_service_that_is_not_there_is_found_out(offers, entry):
    assert not offers(entry)
