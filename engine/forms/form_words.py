"""What a form for ODK and KoboToolbox says beside the questions: labels, hints and messages of its own."""

from __future__ import annotations

from wayhome.engine.answer_fields import Takes
from wayhome.engine.questionnaire import NotKnown

LANGUAGE = "English (en)"
TITLE = "Reintegration of people who return"

STATES = {
    NotKnown.NOT_ASKED: "not-asked: Nobody has been asked yet.",
    NotKnown.NOBODY_KNOWS: "nobody-knows: Somebody was asked, and nobody knows.",
    NotKnown.CONTESTED: "contested: Two bodies say different things.",
    NotKnown.WITHHELD: "withheld: Better not raised.",
}
SHORT_STATES = {
    NotKnown.NOT_ASKED: "not asked",
    NotKnown.NOBODY_KNOWS: "nobody knows",
    NotKnown.CONTESTED: "contested",
    NotKnown.WITHHELD: "withheld",
}
GIVEN = {
    Takes.NUMBER: "The number is known",
    Takes.DATE: "The date is known, or at least its year",
    Takes.OPENING: "The date is known, or at least its year",
    Takes.NAME: "A body holds it",
    Takes.TEXTS: "They are named below",
    Takes.NOTHING: "They are listed below",
}
TYPED = {
    Takes.NUMBER: "How many?",
    Takes.DATE: "Which date?",
    Takes.OPENING: "Which date?",
    Takes.NAME: "Its name, and the unit if known",
    Takes.TEXTS: "Which?",
}
TYPED_HINT = {
    Takes.NUMBER: "A whole number.",
    Takes.DATE: "A year, a month or a day: 2026, 2026-05 or 2026-05-01.",
    Takes.OPENING: "A year, a month or a day: 2026, 2026-05 or 2026-05-01.",
    Takes.NAME: "The name of a body, never of a person.",
    Takes.TEXTS: "With a semicolon between them.",
}

SEVERAL = "Not sure which? Tick every answer it could be: one of them holds."
ALONE = "A kind of not-knowing stands alone: untick it, or everything else."
PERIOD_GIVEN = "It is known at least in part"
RANGE_OF_NUMBER = "A whole number from 0 up to nine digits."
RANGE_OF_MONTHS = "A whole number of months from 1 to 240."
DATE_FORM = "Write it as 2026, 2026-05 or 2026-05-01."
TOO_LONG = "At most {most:,} characters."
NEEDED = "Please fill this in."

BODY = "Which body gives these answers?"
BODY_HINT = "A body or a group of bodies, never a person."
OTHER_BODY = "Another body"
BODY_NAME = "The name of the body, and of the unit if it matters"
BODY_NAME_HINT = "Never the name of a person."
TALK_DATE = "On which day were these answers given?"
COUNTRY = "Which country are the answers about?"
COUNTRY_HINT = "Its code of ISO 3166-1, such as GHA."
COUNTRY_FORM = "Two or three letters, such as GHA."
AREA = "Are they about a region or a city alone? Which?"
AREA_HINT = "Its code of ISO 3166-2, such as CI-AB. Leave it open for the whole country."
AREA_FORM = "A code such as CI-AB."
ABOUT = "About these answers"

SENSITIVE = "Sensitive questions"
SENSITIVE_OPEN = "May the sensitive questions be asked here?"
SENSITIVE_HINT = "They are about groups that could come to harm, never about persons. Say no where you are not sure."
YES, NO = "Yes", "No"

VOICE_VALUE = {1: "What does the first body say?", 2: "What does the second body say?"}
VOICE_WHO = {1: "Which body is the first?", 2: "Which body is the second?"}
VOICE_HINT = "The name of a body, never of a person."
EVIDENCE = "Evidence"
EVIDENCE_HINT = "One sentence of fact that can be printed: what there is, with a date. No names of persons."
SOURCE = "Source"
SOURCE_HINT = "The document or talk behind it, with its date. No names of persons."
BODIES = "A body or group"
ASK = "Who can answer: {who}."
MATTERS = "The answer tells {matters}."
