"""The form of a body: what a ministry looks for, for each of its measures, and nothing that is not for all readers."""

import base64
import json

import pytest

from wayhome.engine.errors import InputError, Place
from wayhome.engine.review.bodies import Part, bodies_of, measures_of, to_be_asked
from wayhome.engine.review.forms import form_carried
from wayhome.engine.review.item import items_of

from .reviewing import TABLE, WORK, example, form_of, phrases_of


def test_a_measure_concerns_the_body_that_leads_it_its_partners_and_the_leads_of_its_parts():
    (labour,) = [body for body in bodies_of(example()) if body.key == "ministry-labour"]
    parts = {r.id: part for r, part in measures_of(example(), labour)}
    assert parts[WORK] is Part.LEAD
    assert parts["policy.sector-texts"] is Part.PIECE
    assert parts[TABLE] is Part.PARTNER
    assert "environment.check" not in parts
    order = list(parts.values())
    assert order == sorted(order, key=list(Part).index), "what it leads comes first"


def test_a_form_holds_the_lines_a_ministry_looks_for():
    row = form_of("ministry-labour").rows[WORK]
    for line in (
        "Mandate: you would lead.",
        "Done by: circular.",
        "Your texts open to it: budget call for 2027 (April 2026)",
        "Staff and money: Ministry of Work",
        "New money: small",
        "First from others: One table for everybody who deals with return (Cabinet Secretariat).",
        "Your clients gain: residents looking for work use the same offices",
    ):
        assert line in row.your_part
    assert "Decision asked: " in row.reviewed.text
    assert "Employment offices ask for twelve months of residence" in row.why
    assert "Handbook: Table 4.8 / Labour / item 6" in row.why
    assert items_of(example())[WORK].hash.startswith(row.why.rpartition(" ")[2])


def test_a_partner_hears_who_would_lead_and_the_lead_of_a_part_which_part_is_its_own():
    form = form_of("ministry-labour")
    assert "you would take part. It would be led by: Cabinet Secretariat" in form.rows[TABLE].your_part
    part = form.rows["policy.sector-texts"].your_part
    assert "you would lead a part of it: returnees in labour policy" in part
    assert "The whole would be led by: Office for Citizens Abroad" in part


def test_facts_point_at_the_answer_they_correct():
    facts = {fact.key: fact for fact in form_of("ministry-labour").content.facts}
    fact = facts["service.employment|answer"]
    assert fact.held == "closed"
    assert "twelve months of residence" in fact.rests_on
    assert fact.values[0] == "none"
    assert "stakeholders.actors" not in {one.question for one in facts.values()}


def test_an_open_answer_is_asked_of_the_body_that_can_give_it_alone():
    thin = phrases_of("wayhome: 1\ncountry: GHA\nanswers:\n  referral.use: patchy\n")
    for body in to_be_asked(thin):
        for fact in form_of(body.key, thin).content.facts:
            question = thin.questionnaire.questions[fact.question]
            assert fact.held or set(question.ask) & set(body.roles)


def test_one_body_in_several_roles_gets_one_form():
    same = phrases_of(
        "wayhome: 1\ncountry: GHA\nanswers:\n  referral.use: none\n  coordination.state: none\n"
        "  frame.actors: {answer: {migration-lead: Ministry of X, ministry-interior: 'ministry of  X'}}\n"
    )
    (body,) = [one for one in bodies_of(same) if "ministry-interior" in one.roles]
    assert body.roles == ("migration-lead", "ministry-interior")
    assert body.name == "Ministry of X"
    assert [one.key for one in to_be_asked(same)].count("migration-lead") == 1


def test_who_has_no_public_role_is_asked_on_request_alone():
    keys = {body.key for body in to_be_asked(example())}
    assert {"migration-lead", "ministry-labour", "foreign-affairs"} <= keys
    assert not keys & {"organisations", "employers", "academics", "adviser"}
    assert [body.key for body in to_be_asked(example(), ["Civil society", "Ministry of Work"])] == [
        "organisations",
        "ministry-labour",
    ]


@pytest.mark.parametrize(
    ("named", "what"),
    [
        ("ministry-labor", "did you mean 'ministry-labour'?"),
        ("Ministry of Wrok", "did you mean 'Ministry of Work'?"),
        ("adviser", "no measure of this brief concerns The adviser"),
    ],
)
def test_a_body_that_is_none_or_that_nothing_concerns_is_refused(named, what):
    with pytest.raises(InputError, match="--ministry") as refused:
        to_be_asked(example(), [named])
    assert what in str(refused.value)


def test_every_number_is_the_one_in_the_brief():
    for body in to_be_asked(example()):
        for row in form_of(body.key).content.rows:
            assert row.number == example().numbers.get(row.measure)


def test_a_form_survives_being_carried_and_any_change_to_it_is_found():
    form = form_of("ministry-gender")
    place = Place("f")
    word = form.carried()
    assert form_carried(word, place) == form
    assert form_carried("\n".join(word[i : i + 7] for i in range(0, len(word), 7)), place).digest == form.digest
    content = json.loads(base64.b64decode(word))
    content["form"]["rows"][0]["reviewed"]["text"] += "!"
    forged = base64.b64encode(json.dumps(content).encode()).decode()
    with pytest.raises(InputError, match="was changed"):
        form_carried(forged, place)
    for damaged in ("", "x", word[:-4], word[: len(word) // 2], base64.b64encode(b"[]").decode(), "é" + word):
        with pytest.raises(InputError, match="damaged"):
            form_carried(damaged, place)
