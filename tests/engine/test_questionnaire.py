"""What is asked, which facts answers yield, and every way in which a questionnaire can be wrong."""

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import shipped
from wayhome.engine.questionnaire_reader import load_questionnaire

ROLES = """\
- {role: adviser, title: the adviser}
- {role: ministry, title: the ministry, actor: yes}
"""
SECTORS = "- {sector: labour, title: labour, lead: ministry}\n"
SCALES = """\
- scale: service
  title: A service
  order: [none, patchy, reaching]
  levels:
    - {level: none, anchor: "Nobody gets it.", clause: nobody gets it, gap: 3, mode: create}
    - {level: patchy, anchor: "Some get it.", clause: some get it, gap: 2, mode: strengthen, exists: yes}
    - {level: reaching, anchor: "All get it.", clause: all get it, gap: 0, exists: yes}
  qualifiers: [money, until]
- {qualifier: money, text: paid by, values: {state: the State, project: a project}}
- {qualifier: until, text: paid until, dates: [ends-inside-plan]}
- {qualifier: split, text: split, values: {no: no, yes: yes}}
"""
QUESTIONS = """\
section: one
title: One
questions:
  - {question: service.health, name: health care, text: Can people use it?, ask: [ministry, adviser], scale: service}
  - question: trend
    name: the trend
    text: Which way?
    ask: [adviser]
    values: {falling: {anchor: Fewer., clause: fewer came}, rising: {anchor: More.}}
    ordered: yes
    relevant: {service.health: none}
    when_skipped: falling
  - {question: groups, name: groups, text: Who?, ask: [adviser], options: {women: women, men: men}}
  - question: texts
    name: texts
    text: Which?
    ask: [adviser]
    grid: {rows: {labour: labour policy}, values: {silent: {anchor: Silent.}, acts: {anchor: Acts.}}, ordered: yes}
  - question: number
    name: the number
    text: How many?
    ask: [adviser]
    number: {unit: persons, bands: [{band: low, below: 10}, {band: high}], counted: {all: everybody}}
    qualifiers: [split]
    should_know: yes
  - {question: openings, name: openings, text: When?, ask: [adviser], dates: {rows: {budget: the budget}}}
  - {question: bodies, name: bodies, text: Who?, ask: [adviser], names: roles}
  - {question: period, name: the period, text: How long?, ask: [adviser], period: yes}
  - {question: areas, name: areas, text: Where?, ask: [adviser], list: yes}
"""


def load(folder, roles=ROLES, scales=SCALES, **sections):
    folder.mkdir(exist_ok=True)
    (folder / "roles.yaml").write_text(roles)
    (folder / "scales.yaml").write_text(scales)
    (folder / "sectors.yaml").write_text(SECTORS)
    for i, text in enumerate(sections.values() or [QUESTIONS]):
        (folder / f"0{i}-section.yaml").write_text(text)
    return load_questionnaire(folder)


def faults(folder, **files):
    with pytest.raises(InputError) as error:
        load(folder, **files)
    return str(error.value)


def test_every_kind_of_question_yields_its_facts(tmp_path):
    facts = load(tmp_path).facts
    assert {id_: spec.domain.values for id_, spec in facts.items()} == {
        "service.health": ("none", "patchy", "reaching"),
        "service.health.money": ("state", "project"),
        "service.health.ends-inside-plan": ("no", "yes"),
        "trend": ("falling", "rising"),
        "groups.women": ("no", "yes"),
        "groups.men": ("no", "yes"),
        "texts.labour": ("silent", "acts"),
        "number": ("low", "high"),
        "number.counted": ("all",),
        "number.split": ("no", "yes"),
        "number.nobody-knows": ("no", "yes"),
        "openings.budget": ("passed", "within-6", "within-12", "later", "none-planned"),
        "openings.budget.inside-horizon": ("no", "yes"),
        "bodies.ministry": ("no", "yes"),
    }
    assert facts["service.health"].exists == {"patchy", "reaching"}
    assert facts["trend"].domain.order == ("falling", "rising")
    assert facts["trend"].clauses == {"falling": "fewer came", "rising": "More."}


def test_the_roles_whose_names_are_asked_are_the_actors(tmp_path):
    assert load(tmp_path).actor_roles == ("ministry",)


def changed(text, old, new):
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("scale: service}", "scale: servce}", "unknown scale 'servce'; did you mean 'service'?"),
        ("scale: service}", "scale: service, period: yes}", "give exactly one of"),
        (", scale: service}", "}", "give exactly one of"),
        ("[ministry, adviser]", "[ministr]", "unknown role 'ministr'; did you mean 'ministry'?"),
        ("[ministry, adviser]", "[]", "questions.0.ask is an empty list; expected a list of at least one entry"),
        ("qualifiers: [split]", "qualifiers: [spilt]", "unknown qualifier 'spilt'; did you mean 'split'?"),
        ("    when_skipped: falling\n", "", "`relevant` and `when_skipped` go together"),
        ("women: women", "withheld: women", "'withheld' says that something is not known"),
        ("falling: {", "contested: {", "'contested' says that something is not known"),
        ("women: women", "Women!: women", "the key 'Women!' is no name; expected small letters"),
        (
            "rows: {budget: the budget}",
            "rows: {}",
            "questions.5.dates.rows is an empty map; expected a map of at least one entry",
        ),
        ("{band: low, below: 10}, {band: high}", "{band: low}, {band: high}", "bands rise"),
        ("{band: low, below: 10}, {band: high}", "{band: low, below: 10}", "bands rise"),
        ("{band: low, below: 10}, {band: high}", "{band: low}, {band: high, below: 10}", "bands rise"),
        ("{band: low, below: 10}", "{band: low, below: 10}, {band: mid, below: 5}", "bands rise"),
        ("question: trend", "question: service.health", "the question 'service.health' is asked twice"),
        ("question: trend", "question: service.health.money", "the fact 'service.health.money' is yielded twice"),
        ("period: yes", "period: maybe", "questions.7.period is 'maybe'; expected yes or no"),
        ("text: Which?", "txt: Which?", "unknown key 'txt'; did you mean 'text'?"),
    ],
)
def test_a_fault_in_a_question_is_named_at_its_line(tmp_path, old, new, what):
    found = faults(tmp_path, one=changed(QUESTIONS, old, new))
    assert what in found
    assert all(line.startswith(f"{tmp_path / '00-section.yaml'}:") for line in found.splitlines())


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (
            "order: [none, patchy, reaching]",
            "order: [none, pachy]",
            "`order` names no level 'pachy'; did you mean 'patchy'?",
        ),
        ("order: [none, patchy, reaching]", "order: [none, none]", "`order` names 'none' twice"),
        ("level: patchy", "level: none", "the level 'none' stands twice"),
        ("level: patchy", "level: not-asked", "'not-asked' says that something is not known"),
        ("qualifiers: [money, until]", "qualifiers: [mony]", "unknown qualifier 'mony'; did you mean 'money'?"),
        ("qualifier: split", "qualifier: money", "the qualifier 'money' stands twice"),
        ("gap: 3", "gap: 4", "levels.0.gap is 4; expected 0, 1, 2 or 3"),
        ("mode: create", "mode: invent", "levels.0.mode is 'invent'; expected create, house"),
        (
            "dates: [ends-inside-plan]",
            "dates: [ends]",
            "dates.0 is 'ends'; expected ends-inside-plan, period-over or recent",
        ),
    ],
)
def test_a_fault_in_a_scale_is_named_at_its_line(tmp_path, old, new, what):
    found = faults(tmp_path, scales=changed(SCALES, old, new))
    assert what in found
    assert found.startswith(f"{tmp_path / 'scales.yaml'}:")


def test_scales_and_roles_stand_once(tmp_path):
    assert "the role 'adviser' stands twice" in faults(tmp_path, roles=ROLES + "- {role: adviser, title: x}\n")
    doubled = SCALES + SCALES[: SCALES.index("- {qualifier")]
    assert "the scale 'service' stands twice" in faults(tmp_path, scales=doubled)


def test_a_question_stands_in_one_section_only(tmp_path):
    assert faults(tmp_path, one=QUESTIONS, two=QUESTIONS).count("is asked twice") == 9


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"roles\.yaml: cannot be read"):
        load_questionnaire(tmp_path / "none")


def test_a_questionnaire_without_questions_is_refused(tmp_path):
    (tmp_path / "roles.yaml").write_text(ROLES)
    (tmp_path / "scales.yaml").write_text(SCALES)
    (tmp_path / "sectors.yaml").write_text(SECTORS)
    with pytest.raises(InputError, match="there are no questions"):
        load_questionnaire(tmp_path)


def test_a_number_and_a_period_may_say_what_is_likely(tmp_path):
    text = QUESTIONS.replace("    should_know: yes", "    plausible: {least: 1, most: 9, since: 1990}")
    found = load(tmp_path / "q", one=text.replace("period: yes", "period: yes, plausible: {most: 60}")).questions
    assert (found["number"].plausible.least, found["number"].plausible.most) == (1, 9)
    assert found["period"].plausible.most == 60
    assert found["groups"].plausible is None


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("list: yes", "list: yes, plausible: {most: 3}", "areas: `plausible` is for a number or a period"),
        ("period: yes", "period: yes, plausible: {least: 9, most: 3}", "period: nothing is at least 9 and at most 3"),
        ("period: yes", "period: yes, plausible: {last: 9}", "unknown key 'last'; did you mean 'least'?"),
    ],
)
def test_what_is_likely_has_to_make_sense(tmp_path, old, new, what):
    assert what in faults(tmp_path / "q", one=QUESTIONS.replace(old, new))


def test_an_id_has_other_words_where_its_sector_has():
    shipped_questions = load_questionnaire(shipped("knowledge") / "questionnaire")
    assert shipped_questions.other_words("business-finance") == ("finance",)
    assert shipped_questions.other_words("policy.links.business-finance") == ("policy.links.finance",)
    assert shipped_questions.other_words("labour") == ()
    assert {shipped_questions.canonical(word) for word in ("finance", "business-finance")} == {"business-finance"}


def test_answers_to_some_questions_age():
    shipped_questions = load_questionnaire(shipped("knowledge") / "questionnaire")
    months = {
        id_: shipped_questions.stale_after(shipped_questions.questions[id_]) for id_ in ("service.health", "lead.body")
    }
    assert months == {"service.health": 24, "lead.body": None}
    assert shipped_questions.stale_after(shipped_questions.questions["political.act"]) == 24
