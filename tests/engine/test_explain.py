"""Explanations say why, why not and what it hangs on, in the words of the questionnaire, and keep silent where they must."""

import re

import pytest

from wayhome import advise, load_profile
from wayhome.engine.errors import InputError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.explain import deciding_facts, deciding_row, reason_for, supposing
from wayhome.engine.explain_text.compose import explain
from wayhome.engine.library import load_library
from wayhome.engine.truth import ALWAYS

LIBRARY = load_library()
PROGRAM = LIBRARY.program
HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\nsources: {s: {title: A report, date: 2026-01}}\nanswers:\n"
SECRET = "unmistakable-evidence-of-a-withheld-answer"


def masks(**answers):
    given = {fact: PROGRAM.domains[fact].full for fact in PROGRAM.asked}
    for fact, value in answers.items():
        fact = fact.replace("__", ".").replace("_", "-")
        given[fact] = PROGRAM.domains[fact].mask([value])
    return given


@pytest.fixture
def advised(tmp_path):
    def make(answers, **options):
        path = tmp_path / "profile.yaml"
        path.write_text(HEAD + answers, encoding="utf-8")
        return advise(load_profile(path), **options).advice

    return make


def text_of(advice, id_):
    """The explanation with its line breaks taken out."""
    return re.sub(r"\s+", " ", explain(advice, id_).to_text())


# the reasons


def test_a_reason_is_the_condition_with_the_truth_of_each_part():
    need = LIBRARY.rulebook.recommendations["referral.why"].need
    reason = reason_for(need, evaluate(PROGRAM, masks(referral__use="none")), PROGRAM)
    assert reason.kind == "any"
    assert reason.truth is True
    by_fact = {part.fact: part for part in reason.parts}
    assert by_fact["referral.use"].truth is True
    assert by_fact["referral.use"].possible == ("none",)
    assert by_fact["referral.use.ends-inside-plan"].truth is None


def test_only_the_answers_that_decided_are_named():
    need = LIBRARY.rulebook.recommendations["referral.why"].need
    assert deciding_facts(need, evaluate(PROGRAM, masks(referral__use="none")), PROGRAM) == ("referral.use",)
    assert deciding_facts(need, evaluate(PROGRAM, masks()), PROGRAM) == ()


def test_a_finding_is_traced_to_its_answers():
    rows = LIBRARY.rulebook.findings["precondition.political-support"].rows
    evaluation = evaluate(PROGRAM, masks(political__act="money-decision"))
    assert deciding_row(rows, evaluation) == rows[0][1]
    assert deciding_row(rows, evaluate(PROGRAM, masks())) is None
    assert deciding_row(rows, evaluate(PROGRAM, masks(political__act="speech"))) == ALWAYS


def test_supposing_answers_goes_through_what_is_still_possible():
    given = masks(returns__obstacles__safety="yes")
    evaluation = evaluate(PROGRAM, given)
    supposed = dict(supposing(PROGRAM, given, evaluation, "service.protection"))
    assert set(supposed) == {"none", "closed", "on-paper", "patchy", "mostly"}
    assert supposed["patchy"].facts["service.protection"].bit_count() == 1


# what would change it


def test_what_would_change_it_names_what_a_government_would_do_and_in_which_step():
    text = text_of(advise(load_profile("example:xx")).advice, "policy.revise-or-develop")
    assert "What would change it In place once things stand so that:" in text
    assert re.search(r"What would change it .*\(step \d: \".+\"\)", text)


def test_what_no_change_can_bring_about_is_said(advised):
    advice = advised("  referral.use: patchy\n")
    text = text_of(advice, "referral.why")
    assert "In place if a government changes some answers and others turn out so:" in text
    assert "In place: no change of policy answers can bring this about, however many at once" in text


def test_what_one_answer_would_tell_is_not_told_again_as_a_change(advised):
    advice = advised("  coordination.state: none\n")
    assert "What it hangs on" in text_of(advice, "referral.why")
    assert "Recommended if it turns out that" not in text_of(advice, "referral.why")


def test_of_a_precondition_it_is_said_what_would_meet_it():
    text = text_of(advise(load_profile("example:xx")).advice, "precondition.ownership")
    assert 'Read as "there" once things stand so that:' in text


# the sentences


@pytest.mark.slow
def test_every_id_of_every_example_can_be_explained():
    for name in ("civ", "geo", "gha-2021", "mda", "srb", "xx"):
        advice = advise(load_profile(f"example:{name}"), edition="adviser").advice
        book = advice.library.rulebook
        confidential = [owner for owner in book.measures.values() if owner.audience == "confidential"]
        unsaid = {id_ for owner in confidential for id_ in (owner.id, *owner.made_of)}
        for id_ in {*book.recommendations, *book.measures, *book.findings} - unsaid:
            found = explain(advice, id_)
            text = found.to_text()
            assert not re.search(r"[{}]|\*\*| \.|\.\.|possible", text), (name, id_)
            assert found.to_markdown().startswith("---\n")
            assert found.to_result().sections[0].sentences


def test_a_recommendation_says_why_with_evidence_and_source(advised):
    advice = advised("  service.employment: {answer: closed, evidence: Offices ask for a year of residence., source: s}\n")
    text = text_of(advice, "opportunity.labour.public-employment-services")
    assert "Recommended." in text
    assert "Public employment services: open to residents, closed to returnees. Offices ask for a year" in text
    assert "[1] A report" in text
    assert "The way: open to returnees what residents have (open)" in text
    assert (
        'So here. Public employment services: anything short of "used by returnees as much as by their neighbours"' in text
    )
    assert "Table 4.8 / Labour / item 6" in text


def test_what_it_hangs_on_names_each_answer_and_whom_to_ask(advised):
    text = text_of(advised("  service.employment: reaching\n"), "opportunity.labour.public-employment-services")
    assert "It hangs on an answer." in text
    assert 'If "it ends, or its money ends, before the plan does": recommended, and the way is to make it last.' in text
    assert 'If "it lasts, and is paid for, beyond the plan": in place.' in text
    assert "Ask the ministry of labour" in text


def test_in_place_names_what_failed(advised):
    answers = "  frame.start-horizon: {answer: {start: 2026-07, months: 18}}\n"
    answers += "  service.employment: {answer: reaching, until: 2030-01}\n"
    text = text_of(advised(answers), "opportunity.labour.public-employment-services")
    assert "In place." in text
    assert "Not so here. Public employment services: anything short of" in text
    assert "Not known." not in text


def test_not_applicable_names_what_it_presupposes(advised):
    text = text_of(advised("  policy.reintegration: none\n"), "opportunity.labour.harmonize-goals")
    assert "It does not apply here." in text
    assert "It applies only if all of these are so:" in text
    assert "The policy on return and reintegration: no text that anybody could name." in text


def test_an_open_way_says_what_would_tell(advised):
    text = text_of(advised("  service.skills: [on-paper, patchy]\n"), "opportunity.labour.use-skills")
    assert "Which way is still open: put to work what is there (operate) or extend what works in part (strengthen)." in text
    assert 'If "open to returnees, hardly used by them": the way is to put to work what is there.' in text


def test_kinds_of_not_knowing_are_told_apart(advised):
    voices = "[{value: patchy, who: a ministry}, {value: closed, who: organisations}]"
    answers = f"  service.health: {{answer: contested, voices: {voices}}}\n"
    answers += "  service.welfare: nobody-knows\n  service.papers: {answer: patchy, date: 2021}\n"
    text = text_of(advised(answers), "context.services-strong")
    assert 'Two voices: a ministry says "working for some, out of reach for others"; organisations says' in text
    assert "Housing, pensions and allowances: asked, and nobody could say." in text
    assert "Public employment services: not asked yet." in text
    assert "The answer is old, so the levels next to it are kept open." in text


def test_what_a_rule_narrowed_is_said(advised):
    advice = advised("  returns.obstacles: {answer: {distress: yes}}\n")
    text = text_of(advice, "intervention.rights-through-services")
    assert "Narrowed by a rule of ours: Where distress is an obstacle" in text


def test_a_measure_shows_parts_points_order_and_ground(advised):
    text = text_of(
        advised("  referral.use: {answer: patchy, serves: returnees}\n  coordination.working: patchy\n"), "referral"
    )
    assert "What it is made of" in text
    assert "[referral.why]: recommended." in text
    assert "What is missing: 1 of 3 (weight 3)." in text
    assert "How ready it is to start: 0 to" in text
    assert "[coordination.mechanism], which is recommended as well" in text
    assert "[precondition.participation]" in text


def test_points_follow_the_weights_given():
    weights = {"gap": 1, "stakes": 0, "leverage": 0, "reach": 0, "opening": 0, "readiness": 0}
    advice = advise(load_profile("example:xx"), weights=weights).advice
    assert "2 out of 3, whatever the open answers turn out to be." in text_of(advice, "coordination.mechanism")


def test_a_precondition_shows_its_rows_and_what_would_build_it(advised):
    text = text_of(advised("  political.act: speech\n"), "precondition.political-support")
    assert '"there" if this is so (not so here):' in text
    assert '"there in part" in every other case.' in text
    assert "What would build it" in text


def test_a_measure_left_out_says_so():
    advice = advise(load_profile("example:xx")).advice
    assert "Left out." in text_of(advice, "fact-finding")


def test_json_has_the_answers_and_the_passages(advised):
    found = explain(advised("  service.employment: closed\n"), "opportunity.labour.public-employment-services").to_result()
    assert found.status == "recommended"
    assert found.modes == ["open"]
    assert found.because == ["service.employment"]
    assert found.passages[0].strength == "could"


def test_what_a_user_typed_is_inert_in_markdown(advised):
    advice = advised('  service.employment: {answer: closed, evidence: "{what} **bold** [a](http://b) <b>"}\n')
    found = explain(advice, "opportunity.labour.public-employment-services")
    assert "{what} **bold** [a](http://b) <b>" in re.sub(r"\s+", " ", found.to_text())
    assert "**bold**" not in found.to_markdown()
    assert "<b>" not in found.to_markdown().replace("\\<b\\>", "")


# what must not be said


@pytest.mark.parametrize("edition", ["draft", "adviser"])
def test_what_only_a_withheld_answer_could_decide_is_as_unknown_as_a_slip(advised, edition):
    id_ = "opportunity.social-welfare.vulnerable-services"
    advice = advised(f"  service.protection: {{answer: withheld, evidence: {SECRET}}}\n", edition=edition)
    with pytest.raises(InputError) as hidden:
        explain(advice, id_)
    with pytest.raises(InputError) as unknown:
        explain(advice, "opportunity.social-welfare.there-is-no-such-thing")
    assert str(hidden.value).replace(id_, "X") == str(unknown.value).replace(
        "opportunity.social-welfare.there-is-no-such-thing", "X"
    )
    for other in ("care", "context.services-strong", "intervention.rights-through-services"):
        text = explain(advice, other).to_text() + explain(advice, other).to_json()
        assert SECRET not in text
        assert "rotection for people" not in text
        assert "service.protection" not in text


def test_no_hint_leads_to_what_is_hidden(advised):
    advice = advised("  service.protection: withheld\n")
    with pytest.raises(InputError) as error:
        explain(advice, "opportunity.social-welfare.vulnerable-service")
    assert "vulnerable-services" not in str(error.value)


def test_a_withheld_line_is_left_out_of_a_finding_that_reads_it(advised):
    advice = advised(f"  participation.groups: {{answer: {{returnees: withheld, academics: yes}}, evidence: {SECRET}}}\n")
    said = text_of(advice, "precondition.participation")
    assert "people who came back" not in said
    assert "academics" in said
    assert "people who came back" in text_of(
        advised("  participation.groups: {answer: {returnees: withheld}}\n", edition="confidential"),
        "precondition.participation",
    )


def test_the_confidential_edition_explains_it(advised):
    advice = advised(f"  service.protection: {{answer: withheld, evidence: {SECRET}}}\n", edition="confidential")
    assert "withheld; only this edition speaks of it" in text_of(advice, "opportunity.social-welfare.vulnerable-services")


def test_a_slip_gets_the_nearest_id(advised):
    with pytest.raises(InputError, match="did you mean 'referral'"):
        explain(advised("  lead.body: working\n"), "referal")


def test_a_finding_over_the_list_of_bodies_is_named_in_an_explanation():
    said = explain(advise(load_profile("example:xx")).advice, "engagement.formalize").to_text()
    assert 'finding "A close partner without anything in writing"' in said


@pytest.mark.parametrize("rule", ["engagement.inform", "stakeholders.close-without-agreement"])
def test_rules_on_single_bodies_are_pointed_to_where_they_can_be_read(rule):
    with pytest.raises(InputError, match=f"rules show {rule}"):
        explain(advise(load_profile("example:xx")).advice, rule)
