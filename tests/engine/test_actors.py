"""The list of bodies: read with every fault at its line, concluded on twice, and never telling how anybody was rated."""

import pytest

from wayhome import advise, load_profile
from wayhome.engine.actors import advise_on_actors, masks_of, some_actor
from wayhome.engine.errors import InputError
from wayhome.engine.evaluate import evaluate
from wayhome.engine.facts import State
from wayhome.engine.library import load_library
from wayhome.engine.profile import Actor, Part
from wayhome.engine.questionnaire import NotKnown

LIBRARY = load_library()
HEAD = "wayhome: 1\ncountry: XX\ndate: 2026-06\nanswers:\n  stakeholders.actors:\n    answer:\n"
CHAMBER = "      chamber: {name: Chamber of Commerce, category: private-sector, influence: high, interest: low}\n"
UNIVERSITY = "      university: {name: State University, category: academia, influence: low, interest: low}\n"
CLOSE = (
    "      office: {name: The Office, category: national-authorities, influence: high, interest: high, agreement: none}\n"
)


@pytest.fixture
def profile(tmp_path):
    def make(*lines, after="", head=HEAD):
        path = tmp_path / "profile.yaml"
        path.write_text(head + "".join(lines) + after, encoding="utf-8")
        return load_profile(path)

    return make


def engagement(found):
    """Key of each body to how to work with it."""
    return {body.actor.key: [rule.id for rule in body.rules if rule.part == "engagement"] for body in found.advice.actors}


def test_a_body_is_kept_close_by_what_it_can_change_and_whether_it_wants_to(profile):
    found = advise(profile(CHAMBER, UNIVERSITY, CLOSE))
    assert engagement(found) == {
        "chamber": ["engagement.communicate"],
        "university": ["engagement.inform"],
        "office": ["engagement.manage-closely"],
    }


def test_a_body_nobody_rated_gets_no_verdict_out_of_ignorance(profile):
    found = advise(profile("      ngo: {name: An Organisation, category: ngos}\n"))
    assert engagement(found) == {"ngo": []}


def test_every_body_has_exactly_one_way_of_working_with_it_once_rated():
    for influence in ("low", "high"):
        for interest in ("low", "high"):
            parts = {"influence": Part((influence,)), "interest": Part((interest,))}
            country = evaluate(LIBRARY.program, {fact: LIBRARY.program.domains[fact].full for fact in LIBRARY.program.asked})
            (body,) = advise_on_actors([Actor("a", "A", parts)], LIBRARY, country)
            assert len([rule for rule in body.rules if rule.part == "engagement"]) == 1


@pytest.mark.parametrize(("is_complete", "expected"), [(True, 0b01), (False, 0b11)])
def test_nothing_follows_from_who_is_not_in_a_list_that_may_be_longer(is_complete, expected):
    signed = Actor("a", "A", {"influence": Part(("low",)), "interest": Part(("high",)), "agreement": Part(("mou",))})
    found = some_actor([signed], is_complete, LIBRARY, State.NOT_ASKED)
    assert {given.mask for given in found.values()} == {expected}


def test_one_body_is_enough_for_a_finding_over_the_list():
    close = {"influence": Part(("high",)), "interest": Part(("high",)), "agreement": Part(("none",))}
    found = some_actor([Actor("a", "A", close)], False, LIBRARY, State.NOT_ASKED)
    assert found["stakeholders.close-without-agreement"].mask == 0b10


def test_a_value_not_given_leaves_everything_open():
    masks = masks_of(Actor("a", "A", {"influence": Part(state=NotKnown.NOBODY_KNOWS)}), LIBRARY)
    assert all(masks[spec.id] == spec.domain.full for spec in LIBRARY.questionnaire.actor_facts.values())


def test_a_kind_of_body_is_named_missing_or_unknown(profile):
    partial, complete = advise(profile(CHAMBER)), advise(profile(CHAMBER, after="    complete: yes\n"))
    for found, diaspora in ((partial, 0b11), (complete, 0b01)):
        assert found.advice.given["stakeholders.actors.private-sector"].mask == 0b10
        assert found.advice.given["stakeholders.actors.diaspora"].mask == diaspora


def test_the_brief_says_how_to_work_with_a_body_and_never_how_it_was_rated(profile):
    loaded = profile(CHAMBER, UNIVERSITY, CLOSE)
    for edition in ("draft", "adviser"):
        found = advise(loaded, edition=edition)
        text, data = found.to_markdown(), found.to_result()
        assert "Annex I" in text
        assert "State University" in text
        assert ("much influence" in text) is (edition == "adviser")
        assert all((body.ratings is not None) is (edition == "adviser") for body in data.stakeholders)
        assert ('"influence"' in found.to_json()) is (edition == "adviser")


def test_what_is_withheld_of_a_body_keeps_it_out_of_all_but_the_confidential_edition(profile):
    loaded = profile(CHAMBER, "      quiet: {name: A Quiet Group, category: ngos, influence: withheld}\n")
    for edition in ("draft", "adviser"):
        found = advise(loaded, edition=edition)
        assert "Quiet" not in found.to_markdown() + found.to_json()
    assert "Quiet" in advise(loaded, edition="confidential").to_markdown()


def test_names_of_bodies_are_inert(profile):
    text = advise(profile("      x: {name: '<b>A|B</b> [c](d) # e', category: ngos}\n")).to_markdown()
    assert "<b>" not in text
    assert "[c](d)" not in text


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("      chamber: a chamber\n", "not a map"),
        ("      Chamber One: {name: x}\n", "is not a key"),
        ("      chamber: {category: ngos}\n", "has no name"),
        ("      chamber: {name: x, category: ngo}\n", "did you mean 'ngos'?"),
        ("      chamber: {name: x, categroy: ngos}\n", "did you mean 'category'?"),
        ("      chamber: {name: x, influence: contested}\n", "`contested` is for questions with one answer"),
        ("      chamber: {name: [x]}\n", "has no name"),
    ],
)
def test_a_fault_in_the_list_is_told_with_its_line(profile, line, wrong):
    with pytest.raises(InputError) as refused:
        profile(UNIVERSITY, line)
    assert wrong in str(refused.value)
    assert "profile.yaml:8:" in str(refused.value)


def test_a_list_that_is_none_is_told(profile):
    with pytest.raises(InputError, match="not a map"):
        profile("      - chamber\n")
    with pytest.raises(InputError, match="at most 200"):
        profile(*(f"      b{i}: {{name: B}}\n" for i in range(201)))


def test_a_body_whose_kind_nobody_gave_is_listed_all_the_same(profile):
    found = advise(profile("      office: {name: An Office, influence: high}\n"), edition="adviser")
    assert [body.actor.name for body in found.advice.actors] == ["An Office"]
    assert "An Office" in found.to_markdown()


@pytest.mark.parametrize("answer", ["nobody-knows", "withheld", "not-asked"])
def test_a_list_may_be_unknown_like_any_answer(profile, answer):
    found = advise(profile(f"  stakeholders.actors: {answer}\n", head="wayhome: 1\ncountry: XX\nanswers:\n"))
    assert found.advice.actors == ()
    assert "Annex I" not in found.to_markdown()


def test_a_body_of_which_something_is_withheld_drives_nothing_and_no_evidence_names_it(profile):
    rated = "influence: high, interest: high, agreement: none, capacity: withheld"
    secret = f"      acme: {{name: Acme, category: private-sector, {rated}}}\n"
    loaded = profile(secret, UNIVERSITY, after="    evidence: Acme steers everything.\n")
    for edition in ("draft", "adviser"):
        found = advise(loaded, edition=edition)
        assert "Acme" not in found.to_markdown() + found.to_json()
        assert next(m.status for m in found.to_result().measures if m.id == "partners") == "possible"
        assert found.advice.given["stakeholders.actors.private-sector"].mask == 0b11
    confidential = advise(loaded, edition="confidential")
    assert next(m.status for m in confidential.to_result().measures if m.id == "partners") == "recommended"


def test_a_list_withheld_as_a_whole_is_asked_of_nobody(profile):
    found = advise(profile("  stakeholders.actors: withheld\n", head="wayhome: 1\ncountry: XX\nanswers:\n"))
    assert "stakeholders.actors" not in {unknown.question for unknown in found.to_result().unknowns}


@pytest.mark.parametrize(
    ("provider", "form"), [("yes", "engagement.formalize.long-term"), ("no", "engagement.formalize.memorandum")]
)
def test_the_text_a_partner_gets_is_the_one_for_its_kind(profile, provider, form):
    found = advise(profile(CLOSE.replace("agreement: none", f"agreement: none, provider: {provider}")))
    assert [rule.id for rule in found.advice.actors[0].rules if rule.part == "agreement"] == [form]


@pytest.mark.parametrize("answer", ["nobody-knows", "{}", "{b: }", "{b: , c: {name: Good, category: ngos, influence: low}}"])
def test_a_list_that_names_nobody_or_has_a_line_left_open_settles_nothing(tmp_path, answer):
    path = tmp_path / "profile.yaml"
    path.write_text(
        "wayhome: 1\ncountry: XX\ndate: 2026-06\nanswers:\n  engagement.strategy: none\n"
        f"  stakeholders.actors: {{answer: {answer}, complete: yes}}\n",
        encoding="utf-8",
    )
    found = advise(load_profile(path)).to_result().recommendations
    assert next(r.status for r in found if r.id == "engagement.formalize") == "possible"


def test_a_list_whose_only_body_is_withheld_leaves_no_trace_of_itself(profile):
    hidden = advise(profile(CHAMBER.replace("interest: low", "willing: withheld"))).to_result()
    assert "stakeholders.actors" not in hidden.profile.answers
