"""What must and must not be advised for real countries, from the documents their profiles cite."""

import functools

import pytest

from wayhome import advise, load_profile

CREATES = {"create"}


@functools.cache
def result(name):
    return advise(load_profile(f"example:{name}")).to_result()


def measure(name, id_):
    return next(m for m in result(name).measures if m.id == id_)


def because(name, id_):
    """The answers that decided a recommendation."""
    return {reason.fact for reason in recommendation(name, id_).because}


def recommendation(name, id_):
    return next(r for r in result(name).recommendations if r.id == id_)


def ranked(name):
    return [m.id for m in sorted(result(name).measures, key=lambda m: m.rank or 99) if m.rank]


REAL = ["civ", "geo", "gha-2021", "gha-2023", "mda", "srb"]


@pytest.mark.parametrize("name", REAL)
def test_a_thin_profile_never_advises_creating_anything_for_certain(name):
    assert [m.id for m in result(name).measures if m.mode == "create"] == []


def test_civ_already_coordinates_so_no_body_is_created():
    found = measure("civ", "coordination.mechanism")
    assert not CREATES & set(found.modes)


def test_civ_is_to_adopt_the_procedures_under_review():
    found = measure("civ", "procedures")
    assert (found.status, found.mode, found.of_class) == ("recommended", "adopt", "recommended")


def test_civ_is_asked_who_pays_since_the_mechanism_needs_resources():
    found = measure("civ", "money")
    assert found.status in ("recommended", "possible")
    assert found.number is not None


def test_ghana_2021_is_advised_the_four_that_the_documents_support_in_their_order():
    assert ranked("gha-2021") == ["coordination.mechanism", "referral", "procedures", "policy.text-and-plan"]


def test_ghana_2021_coordination_is_recommended_with_the_verb_left_open():
    found = measure("gha-2021", "coordination.mechanism")
    assert found.status == "recommended"
    assert found.mode is None
    assert {"house", "unify"} <= set(found.modes)


@pytest.mark.parametrize("name", ["gha-2021", "gha-2023"])
def test_ghana_has_procedures_and_a_policy_so_neither_is_written_anew(name):
    assert not CREATES & set(recommendation(name, "coordination.step-4-sops").modes)
    assert not CREATES & set(recommendation(name, "policy.revise-or-develop").modes)


@pytest.mark.parametrize("name", ["gha-2021", "gha-2023"])
def test_ghana_has_a_first_contact_at_the_airport_so_none_is_founded(name):
    assert not CREATES & set(recommendation(name, "sop.first-contact").modes)


def test_ghana_2023_strengthens_or_unifies_coordination_which_sinks_in_rank():
    found = measure("gha-2023", "coordination.mechanism")
    assert not {"create", "house"} & set(found.modes)
    before = ranked("gha-2021").index("coordination.mechanism")
    assert found.rank is None or found.rank - 1 > before


@pytest.mark.parametrize("name", REAL)
def test_a_recommended_measure_rests_on_an_answer_somebody_gave(name):
    answered = set(result(name).profile.answers)
    for found in result(name).recommendations:
        if found.status == "recommended":
            assert found.because
            assert any(fact.fact.startswith(question) for fact in found.because for question in answered)


# What exists must never be founded again, in no list: neither certain nor as one way among others.
EXISTS = {
    "srb": [
        "coordination.need",  # the council under a deputy prime minister
        "coordination.step-1-ownership",  # the commissariat
        "policy.revise-or-develop",  # the strategy of 2009
        "step.4-action-planning.specify",  # the action plans
        "capacity.local-level",
        "stakeholder.local-governments.function.coordination-platforms",  # municipal migration councils
    ],
    "mda": [
        "coordination.need",  # the inter-ministerial committee
        "policy.revise-or-develop",  # the programme 2023-2027
        "step.4-action-planning.specify",  # its action plan
    ],
    "geo": [
        "coordination.need",  # the state commission
        "coordination.step-1-ownership",
        "policy.revise-or-develop",  # the state programme
        "step.4-action-planning.specify",
        "opportunity.labour.public-employment-services",  # the six centres
        "private-strategy.4-matching-mechanisms",
        "opportunity.labour.integration-schemes",
        "opportunity.health.equal-access",
    ],
}


@pytest.mark.parametrize(("name", "id_"), [(name, id_) for name, ids in EXISTS.items() for id_ in ids])
def test_what_a_country_has_is_not_founded_again(name, id_):
    assert not {"create", "house"} & set(recommendation(name, id_).modes)


def test_serbia_has_backing_from_the_top():
    reading = next(p for p in result("srb").preconditions if p.id == "precondition.political-support")
    assert "unmet" not in reading.values


@pytest.mark.parametrize(
    ("id_", "answers"),
    [
        ("opportunity.labour.public-employment-services", {"service.employment"}),
        ("opportunity.education.remove-constraints", {"service.schooling"}),
        ("opportunity.social-welfare.welfare-access-and-documents", {"service.welfare", "service.papers"}),
    ],
)
def test_serbia_is_advised_on_the_obstacles_its_sources_name(id_, answers):
    assert recommendation("srb", id_).status == "recommended"
    assert because("srb", id_) == answers


def test_serbias_returnees_are_mostly_of_one_minority_so_care_is_taken():
    assert "minorities" in result("srb").roadmap.care


@pytest.mark.parametrize(
    ("id_", "answers", "modes"),
    [
        ("policy.revise-or-develop", {"policy.reintegration"}, {"operate", "strengthen"}),
        ("step.4-action-planning.specify", {"policy.plan"}, {"operate", "strengthen"}),
        ("opportunity.labour.public-employment-services", {"service.employment"}, None),
        ("opportunity.labour.use-skills", {"service.skills"}, None),
        ("opportunity.social-welfare.welfare-access-and-documents", {"service.welfare"}, None),
        ("opportunity.health.equal-access", {"service.health"}, None),
    ],
)
def test_moldova_is_to_carry_its_programme_out_and_mend_what_people_named(id_, answers, modes):
    found = recommendation("mda", id_)
    assert found.status == "recommended"
    assert because("mda", id_) == answers
    assert modes in (None, set(found.modes))


def test_moldova_puts_the_programme_first():
    assert ranked("mda")[0] == "policy.text-and-plan"


def test_georgia_of_which_no_lack_is_documented_is_sold_no_advice():
    assert ranked("geo") == []
    assert [r.id for r in result("geo").measures if r.of_class == "safe"] == ["fact-finding"]


def test_a_complete_profile_needs_no_round_of_questions_and_a_thin_one_does():
    assert "fact-finding" not in {m.id for m in result("xx").measures}
    assert "fact-finding" in {m.id for m in result("civ").measures}


# Regular mobility stays in the annexes unless hardly anybody finds work or the government wants to talk about it.


@pytest.mark.parametrize(
    ("answer", "is_shown"),
    [
        ("  labour.absorption: saturated\n", True),
        ("  mobility.wanted: yes\n", True),
        ("  labour.absorption: some-sectors\n", False),
        ("", False),
    ],
)
def test_mobility_stands_in_the_main_part_only_where_it_is_called_for(tmp_path, answer, is_shown):
    path = tmp_path / "profile.yaml"
    path.write_text(f"wayhome: 1\ncountry: XX\nanswers:\n  returns.trend: steady\n{answer}", encoding="utf-8")
    found = next(m for m in advise(load_profile(path)).to_result().measures if m.id == "mobility")
    assert (found.number is not None) is is_shown or (is_shown and found.of_class is not None)


@pytest.mark.parametrize("name", [*REAL, "xx", "xx-north"])
def test_all_31_openings_stand_in_the_json(name):
    openings = {r.id for r in result(name).recommendations if r.id.startswith("opportunity.")}
    assert len(openings) == 31


def test_one_sentence_said_of_several_sectors_is_printed_once_with_the_sectors():
    text = advise(load_profile("example:xx")).to_markdown()
    all_measures = text.split("## Annex C")[1].split("## Annex D")[0]
    assert all_measures.count("Returnees in the policies of the sectors") == 1


@pytest.mark.parametrize(("pressure", "place"), [("strong", True), ("none", False)])
def test_the_environment_ranks_only_where_a_place_of_return_is_under_pressure(tmp_path, pressure, place):
    answers = f"  environment.pressure: {pressure}\n  environment.jobs: planned\n"
    answers += "  policy.sectors: {answer: {environment: silent}}\n"
    path = tmp_path / "profile.yaml"
    path.write_text(f"wayhome: 1\ncountry: XX\nanswers:\n{answers}", encoding="utf-8")
    found = next(m for m in advise(load_profile(path)).to_result().measures if m.id == "environment")
    assert (found.number is not None) is place
