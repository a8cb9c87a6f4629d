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


def recommendation(name, id_):
    return next(r for r in result(name).recommendations if r.id == id_)


def ranked(name):
    return [m.id for m in sorted(result(name).measures, key=lambda m: m.rank or 99) if m.rank]


@pytest.mark.parametrize("name", ["civ", "gha-2021", "gha-2023"])
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


@pytest.mark.parametrize("name", ["civ", "gha-2021", "gha-2023"])
def test_a_recommended_measure_rests_on_an_answer_somebody_gave(name):
    answered = set(result(name).profile.answers)
    for found in result(name).recommendations:
        if found.status == "recommended":
            assert found.because
            assert any(fact.fact.startswith(question) for fact in found.because for question in answered)
