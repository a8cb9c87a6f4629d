"""Colleagues' profiles in one: what they agree on is kept, where they differ all of it stays possible, and it is told."""

import pytest

from wayhome.engine.draft import Draft
from wayhome.engine.errors import InputError
from wayhome.engine.facts import facts_of_profile
from wayhome.engine.library import load_library
from wayhome.engine.merge import described, merge
from wayhome.engine.profile_reader import example_names

QUESTIONNAIRE = load_library().questionnaire
EXAMPLES = load_library().examples


def draft(answers="", head="", who="A", name="a.yaml"):
    text = f"wayhome: 1\ncountry: GHA\nprepared_by: {who}\n{head}answers:\n"
    return Draft(text + "".join(f"  {line}\n" for line in answers.splitlines()), name, QUESTIONNAIRE)


def merged(one, other, head=""):
    return merge([draft(one, head), draft(other, head, "B", "b.yaml")])


def entry(found, question):
    return found.draft.entries.get(question)


def told(found):
    return [described(difference) for difference in found.differences]


@pytest.mark.parametrize("name", example_names(EXAMPLES))
def test_a_profile_merged_with_itself_is_itself(name):
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    one, other = Draft(text, "a.yaml", QUESTIONNAIRE), Draft(text, "b.yaml", QUESTIONNAIRE)
    found = merge([one, other])
    assert found.draft.text == text
    assert (found.added, found.differences) == (0, ())


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("patchy", "patchy", "patchy"),
        ("[patchy, mostly]", "patchy", "patchy"),
        ("[patchy, mostly]", "[mostly, reaching]", "mostly"),
        ("[none, closed, patchy]", "[closed, patchy, mostly]", ["closed", "patchy"]),
        ("nobody-knows", "patchy", "patchy"),
        ("not-asked", "nobody-knows", "nobody-knows"),
        ("not-asked", "not-asked", "not-asked"),
        ("withheld", "patchy", "withheld"),
        ("patchy", "withheld", "withheld"),
    ],
)
def test_what_fits_all_is_kept(one, other, both):
    found = merged(f"service.health: {one}", f"service.health: {other}")
    held = entry(found, "service.health")
    assert (held["answer"] if isinstance(held, dict) else held) == both


def test_two_voices_that_exclude_each_other_stay_and_are_named():
    found = merged("service.health: patchy", "service.health: [none, closed]")
    assert entry(found, "service.health") == {
        "answer": "contested",
        "voices": [{"value": "patchy", "who": "A"}, {"value": ["none", "closed"], "who": "B"}],
    }
    assert told(found) == ["service.health: patchy (A); none, closed (B); all of it stays possible, with who says what"]
    facts = facts_of_profile(found.draft.profile, QUESTIONNAIRE, None)
    domain = QUESTIONNAIRE.facts["service.health"].domain
    assert set(domain.names(facts["service.health"].mask)) == {"none", "closed", "patchy"}


def test_voices_of_before_are_heard_too():
    contested = "service.health: {answer: contested, voices: [{value: none, who: X}, {value: closed, who: Y}]}"
    found = merged(contested, "service.health: patchy")
    said = [(voice["value"], voice["who"]) for voice in entry(found, "service.health")["voices"]]
    assert sorted(said) == [("closed", "Y"), ("none", "X"), ("patchy", "B")]


def test_an_answer_contested_in_one_profile_alone_stays_as_it_is():
    contested = "service.health: {answer: contested, voices: [{value: none, who: X}, {value: closed, who: Y}]}"
    found = merged(contested, "sop.use: none")
    assert entry(found, "service.health") == draft(contested).entries["service.health"]
    assert found.differences == ()


def test_lines_of_a_list_are_merged_one_by_one():
    found = merged(
        "returns.groups: {answer: {women-workers: yes, minorities: no, pension-age: nobody-knows}}",
        "returns.groups: {answer: {women-workers: no, minorities: withheld, pension-age: yes, long-abroad: yes}}",
    )
    assert entry(found, "returns.groups")["answer"] == {
        "women-workers": ["no", "yes"],
        "minorities": "withheld",
        "pension-age": "yes",
        "long-abroad": "yes",
    }
    assert {line.split(":")[0] for line in told(found)} == {
        "returns.groups.women-workers",
        "returns.groups.minorities",
        "returns.groups.pension-age",
    }


def test_rest_goes_on_speaking_for_what_nobody_named():
    found = merged("returns.groups: {answer: {minorities: yes, rest: no}}", "returns.groups: {answer: {minorities: yes}}")
    assert entry(found, "returns.groups") == {"answer": {"minorities": "yes", "rest": "no"}}


def test_two_numbers_of_one_band_leave_the_band():
    found = merged("returns.number: {answer: 4200, year: 2025}", "returns.number: {answer: 4800, year: 2025}")
    assert entry(found, "returns.number") == {"answer": "medium", "year": 2025}


def test_two_numbers_of_two_bands_are_two_voices():
    found = merged("returns.number: {answer: 420, year: 2025}", "returns.number: {answer: 4800, year: 2024}")
    assert entry(found, "returns.number") == {
        "answer": "contested",
        "voices": [{"value": "low", "who": "A (420)"}, {"value": "medium", "who": "B (4,800)"}],
    }
    assert any("returns.number.year" in line and "left open" in line for line in told(found))


def test_a_number_in_the_band_somebody_gave_is_the_better_answer():
    found = merged("returns.number: medium", "returns.number: {answer: 4800, counted: all}")
    assert entry(found, "returns.number")["answer"] == 4800


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("2026-05", "2026-05", "2026-05"),
        ("2026-05-03", "2026-05-20", "2026-05"),
        ("2026-05", "2026-09", 2026),
        ("2026-05", "2027-01", "undated"),
        ("undated", "2027-01", "undated"),
        ("none-planned", "2027-01", None),
    ],
)
def test_two_dates_leave_what_covers_both(one, other, both):
    line = "frame.openings: {{answer: {{labour: {}, budget: 2026-01}}}}"
    found = merged(line.format(one), line.format(other))
    assert entry(found, "frame.openings")["answer"].get("labour") == both


def test_a_title_goes_with_its_date():
    found = merged(
        "frame.openings: {answer: {labour: {date: 2026-05, title: Strategy}}}",
        "frame.openings: {answer: {labour: none-planned, budget: undated}}",
    )
    assert entry(found, "frame.openings") == {"answer": {"budget": "undated"}}


def test_evidence_and_sources_of_all_stand_together():
    found = merge(
        [
            draft("sop.use: {answer: none, evidence: One., source: s}", "sources: {s: {title: S}}\n"),
            draft(
                "sop.use: {answer: none, evidence: Two., source: [s, t]}", "sources: {s: {title: S}, t: {title: T}}\n", "B"
            ),
            draft("sop.use: {answer: none, evidence: One., source: s}", "sources: {s: {title: Another}}\n", "C"),
        ]
    )
    held = entry(found, "sop.use")
    assert held["evidence"] == "One. Two."
    assert held["source"] == ["s", "t", "s-2"]
    assert found.draft.sources == {"s": {"title": "S"}, "t": {"title": "T"}, "s-2": {"title": "Another"}}
    assert found.differences == ()


def test_an_answer_keeps_the_day_it_describes():
    one = draft("sop.use: none\nreferral.use: none", "date: 2026-05\n")
    other = draft("sop.use: none\nreferral.use: informal\nservices.map: none", "date: 2024-02\n", "B")
    found = merge([one, other])
    assert found.draft.value["date"] == "2026-05"
    assert entry(found, "services.map")["date"] == "2024-02"
    assert entry(found, "referral.use")["date"] == "2024-02"  # as old as the oldest voice
    assert entry(found, "sop.use") == {"answer": "none", "date": "2026-05"}  # confirmed since


def test_a_body_of_one_name_is_one_body():
    body = "stakeholders.actors: {{answer: {{{}: {{name: {}, category: ngos, influence: {}}}}}, complete: yes}}"
    found = merged(body.format("ngo", "The League", "low"), body.format("league", "the league", "high"))
    assert entry(found, "stakeholders.actors") == {
        "answer": {"ngo": {"name": "The League", "category": "ngos", "influence": ["low", "high"]}},
        "complete": "yes",
    }


def test_two_bodies_under_one_key_are_two_and_no_list_is_complete_that_lacks_one():
    body = "stakeholders.actors: {{answer: {{a: {{name: {}, category: ngos}}}}, complete: yes}}"
    held = entry(merged(body.format("The League"), body.format("The Union")), "stakeholders.actors")
    assert {key: one["name"] for key, one in held["answer"].items()} == {"a": "The League", "a-2": "The Union"}
    assert held["complete"] == "no"


def test_a_wish_for_silence_on_a_list_silences_who_is_in_it():
    found = merged("stakeholders.actors: {answer: {a: {name: N, category: ngos}}}", "stakeholders.actors: withheld")
    held = entry(found, "stakeholders.actors")
    assert (held["answer"] if isinstance(held, dict) else held) == "withheld"


def test_the_head_is_the_first_ones_and_names_all_who_prepared_it():
    found = merge(
        [draft(head="title: One\nbasis: talks\n"), draft(head="title: Two\nfor: the minister\nbasis: papers\n", who="B")]
    )
    head = {key: found.draft.value[key] for key in ("title", "prepared_by", "basis", "for")}
    assert head == {"title": "One", "prepared_by": "A; B", "basis": "talks; papers", "for": "the minister"}
    assert told(found) == ["title: One (A); Two (B); kept: One"]


def test_voices_of_one_name_are_told_apart():
    found = merge([draft("sop.use: none"), draft("sop.use: working")])
    assert [voice["who"] for voice in entry(found, "sop.use")["voices"]] == ["A", "A (2)"]


def test_profiles_of_two_countries_or_areas_are_not_merged():
    other = Draft("wayhome: 1\ncountry: CIV\n", "civ.yaml", QUESTIONNAIRE)
    with pytest.raises(InputError, match=r"civ\.yaml: is about another country \(Côte d'Ivoire; a\.yaml: Ghana\)"):
        merge([draft(), other])
    with pytest.raises(InputError, match="is about another area"):
        merge([draft(), draft(head="area: GH-AA\n")])


def test_comments_of_the_first_stay():
    found = merge([draft("sop.use: none # seen\n# mine"), draft("services.map: none", who="B")])
    assert "  sop.use: none # seen\n" in found.draft.text
    assert "  # mine\n" in found.draft.text
