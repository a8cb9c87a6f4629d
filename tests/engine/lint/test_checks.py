"""What each check finds beyond the examples of its page."""

from dataclasses import replace
from pathlib import Path

import pytest

from wayhome.engine.library import load_library, shipped
from wayhome.engine.lint.bounds import NEAR, near_the_bounds
from wayhome.engine.lint.filed import misspelt_clusters
from wayhome.engine.lint.reading import Reading
from wayhome.engine.lint.run import lint_rulebook
from wayhome.engine.lint.texts import EXAMPLE, texts_in_rules, texts_of
from wayhome.engine.lint.twice import in_order, same_rules
from wayhome.engine.new_rule.wanted import NewRule
from wayhome.engine.new_rule.written import write_new_rule
from wayhome.engine.rulesets import MOST_CONDITIONS
from wayhome.engine.truth import All, Any, Count, Test

MORE = "rules/0-implications/more.yaml"
CARE = "rules/5-priorities/measures/care.yaml"
PASSAGE = "opportunity.social-welfare.vulnerable-services"


def implication(when, id_="more", then="{service.protection: [none, patchy, closed]}"):
    shown = "examples: [{name: nobody asked, given: {}, expect: {service.protection: open}}]"
    return f"- implication: {id_}\n  title: x\n  when: {when}\n  then: {then}\n  {shown}\n"


def test_the_shipped_rulebook_is_in_order():
    linted = lint_rulebook()
    assert [str(one) for one in linted.findings] == []
    assert linted.is_whole


def test_the_small_rulebook_is_in_order(found):
    assert found() == []


# conditions


@pytest.mark.parametrize(
    ("when", "part"),
    [
        ("{any: [{returns.number: low}, {returns.number: high}]}", "when: "),
        ("{returns.number: low, service.protection: [none, patchy, closed, reaching]}", "service.protection: "),
        (
            "{returns.trend: rising, not: {count: {at_least: 1, of: [{returns.number: [low, high]}]}}}",
            "{returns.number: [low",
        ),
    ],
)
def test_the_part_of_a_condition_that_decides_nothing_is_named_at_its_place(small, found, when, part):
    assert "always-true more" in found(MORE, implication(when))
    first = lint_rulebook(small / "rules", small / "knowledge").findings[0]
    assert (first.place.line, first.place.column) == (3, f"  when: {when}".index(part) + 1)


@pytest.mark.parametrize(
    "when",
    [
        "{returns.number: low, all: [{returns.number: high}]}",
        "{returns.number: low, not: {returns.number: low}}",
        "{returns.trend: rising, any: [{returns.number: low, not: {returns.number: low}}, {returns.number: high}]}",
    ],
)
def test_a_condition_that_contradicts_itself_is_found(found, when):
    assert found(MORE, implication(when)) == ["never-true more"]


def test_a_condition_said_of_several_facts_is_checked_for_each_of_them(found):
    when = "{it: yes, not: {returns.obstacles.work: yes}}"
    text = implication(when).replace("  when:", "  for_each: [returns.obstacles.work, returns.obstacles.care]\n  when:")
    assert found(MORE, text) == ["never-true more"]


def test_relevance_is_checked_like_any_condition(found):
    text = """section: care
title: Care
questions:
  - question: service.protection
    name: care
    text: Is there care?
    scale: service
    relevant: {any: [{returns.number: low}, {returns.number: high}]}
    when_skipped: none
    ask: [ministry-social]
"""
    assert found("knowledge/questionnaire/02-care.yaml", text) == ["always-true service.protection"]


def test_answers_that_are_called_like_the_key_of_a_condition_are_no_conditions(found):
    text = """section: together
title: Together
questions:
  - question: coordination.body
    name: one table
    text: Is there one table at which all bodies meet?
    values: {none: {anchor: No.}, meets: {anchor: Yes.}, done: {anchor: It has done its work.}}
    ask: [migration-lead]
"""
    assert found("knowledge/questionnaire/03-together.yaml", text) == []


def test_rows_of_points_and_of_modes_are_checked_too(found):
    reach = "[{is: 1, when: {context.few: yes}}, {is: 3, when: {context.few: yes, returns.number: low}}, {is: 2}]"
    measure = f"""- measure: care
  made_of: [opportunity.social-welfare.vulnerable-services]
  lead: ministry-social
  cluster: care
  step: 5
  months: [3, 9]
  after: [coordination]
  instrument: {{any: circular}}
  cost: {{any: small}}
  criteria: {{stakes: 2, leverage: 0, reach: {reach}}}
  guards: [women]
"""
    assert found(CARE, measure) == ["unreached-row care"]


# rules that say the same


def test_the_same_condition_in_another_order_is_the_same():
    a, b, c = (Test(name, 1, 3) for name in "abc")
    one, other = All((a, Any((b, c)), Count(2, (a, b, c)))), All((Count(2, (c, b, a)), Any((c, b)), a))
    assert in_order(one) == in_order(other)
    assert in_order(Any((a, b))) != in_order(All((a, b)))


def test_rules_that_conclude_different_things_under_the_same_conditions_are_two(found):
    when = "{returns.obstacles.care: yes}"
    text = implication(when) + implication(when, "other", "{service.protection: [none, patchy]}")
    assert found(MORE, text) == []


def test_a_rule_is_not_its_own_double(found):
    text = implication("{it: yes}").replace(
        "  when:", "  for_each: [returns.obstacles.work, returns.obstacles.care]\n  when:"
    )
    assert found(MORE, text) == []


# examples


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("{returns.numbers: low}", "unknown-id"),
        ("{returns.number: lots}", "outside-domain"),
        ("{returns.number: [low, lots]}", "outside-domain"),
    ],
)
def test_an_example_that_cannot_be_is_named(found, given, kind):
    text = implication("{returns.obstacles.care: yes}").replace("given: {}", f"given: {given}")
    assert found(MORE, text) == [kind]


# words


def test_a_sentence_the_program_says_is_missed_in_a_fork(small, found):
    path = small / "knowledge" / "wording" / "brief.yaml"
    text = path.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("  headline.open:"))
    assert found("knowledge/wording/brief.yaml", text.replace(line + "\n", "")) == ["missing-text headline.open"]


def test_a_value_of_the_headline_needs_a_sentence(small, found):
    path = small / "rules" / "1-context" / "stage.yaml"
    text = path.read_text(encoding="utf-8").replace("joining-up", "beginning")
    assert found("rules/1-context/stage.yaml", text) == ["missing-text headline.beginning"]


@pytest.mark.parametrize(
    ("file", "old", "new", "about"),
    [
        ("knowledge/handbook/small.md", "Begin in one place.", "Begin with {scheme}.", PASSAGE),
        ("knowledge/handbook/small.md", "Indicator: people", "Indicator: {scheme}", PASSAGE),
        ("knowledge/handbook/small.md", "## Care for", "## {scheme} for", PASSAGE),
        ("knowledge/measures/care.md", "## ", "## {scheme} ", "care"),
        ("knowledge/wording/steps.yaml", "An opening meeting", "A meeting of {scheme}", "opening-meeting"),
        ("knowledge/questionnaire/02-care.yaml", "name: care", "name: care by {scheme}", "service.protection"),
        ("knowledge/questionnaire/roles.yaml", "the body in charge of migration", "'{scheme}'", "migration-lead"),
        ("rules/1-context/few.yaml", "title: Few", "title: Few {scheme}", "context.few"),
        ("rules/3-structures/care.yaml", "title: ", "title: The {scheme} of ", PASSAGE),
        ("knowledge/wording/page.yaml", "source: Source {number}", "source: Source {scheme}", "source"),
    ],
)
def test_a_slot_that_nothing_fills_is_found_at_its_place(small, found, file, old, new, about):
    text = (small / file).read_text(encoding="utf-8")
    assert old in text
    assert found(file, text.replace(old, new, 1)) == [f"unfilled-slot {about}"]
    told = [one for one in lint_rulebook(small / "rules", small / "knowledge").findings if one.code == "unfilled-slot"]
    line = text[: text.index(old)].count("\n") + 1
    assert [(one.place.file, one.place.line) for one in told] == [(str(small / file), line)]


def test_a_slot_the_program_does_not_fill_is_found_in_a_sentence(small, found):
    path = small / "knowledge" / "wording" / "brief.yaml"
    text = path.read_text(encoding="utf-8").replace("  headline.open: ", "  headline.open: in {place}, ")
    assert found("knowledge/wording/brief.yaml", text) == ["unfilled-slot headline.open"]


def test_a_question_too_long_to_be_read_out_is_found_though_its_sentences_are_short(small, found):
    path = small / "knowledge" / "questionnaire" / "02-care.yaml"
    text = path.read_text(encoding="utf-8").replace("text: Can", f"text: {'It is so. ' * 15}Can")
    assert found("knowledge/questionnaire/02-care.yaml", text) == ["too-long service.protection"]


@pytest.mark.parametrize(
    ("file", "pattern", "long", "about"),
    [
        (
            "rules/3-structures/care.yaml",
            "title: ",
            "x" * 10_000,
            "too-long opportunity.social-welfare.vulnerable-services",
        ),
        (
            "rules/3-structures/care.yaml",
            "name: ",
            "y" * 11_000,
            "too-long opportunity.social-welfare.vulnerable-services",
        ),
        ("knowledge/questionnaire/02-care.yaml", "name: ", "A name. " * 30, "too-long service.protection"),
    ],
)
def test_a_title_or_a_name_too_long_is_found(small, found, file, pattern, long, about):
    text = (small / file).read_text(encoding="utf-8").replace(pattern, f"{pattern}{long}", 1)
    assert found(file, text) == [about]


def test_a_passage_too_long_is_found_though_its_sentences_are_short(small, found):
    text = (small / "knowledge" / "handbook" / "small.md").read_text(encoding="utf-8")
    first = "How much to build depends on how many return."
    longer = text.replace(first, f"{first} {'It is said in six words. ' * 400}")
    assert found("knowledge/handbook/small.md", longer) == ["too-long scale.sizing"]


def test_every_text_has_an_owner_and_a_place():
    reading = Reading(load_library(), shipped("rules"), shipped("knowledge"))
    said = list(texts_of(reading))
    in_rules = list(texts_in_rules(reading))
    assert {one.part for one in in_rules} == {"title", "mend", EXAMPLE}
    assert len(in_rules) > 1000
    said += in_rules
    assert len(said) > 4000
    assert all(one.about and one.part and one.place.line for one in said)


def test_what_a_new_rule_begins_with_is_found_line_by_line_until_it_is_replaced(small):
    rules, knowledge = small / "rules", small / "knowledge"
    wanted = NewRule("care.desk", "recommendation", "A desk", "service.protection", measure="care", lead="migration-lead")
    written = write_new_rule(rules, knowledge, wanted)
    left = [one for one in lint_rulebook(rules, knowledge).findings if one.code == "draft-text"]
    files = {path for folder in (rules, knowledge) for path in folder.rglob("*.*") if "DRAFT" in path.read_text()}
    assert files <= {addition.path for addition in written}
    assert {(Path(one.place.file), one.place.line) for one in left} == {
        (path, number) for path in files for number, line in enumerate(path.read_text().splitlines(), 1) if "DRAFT" in line
    }
    for path in files:
        path.write_text(path.read_text().replace("DRAFT", "Redrafted"))
    assert "draft-text" not in {one.code for one in lint_rulebook(rules, knowledge).findings}


@pytest.mark.parametrize(
    ("old", "new", "code", "message"),
    [
        ("- Actors: migration-lead", "- Actors: migration-laed", "unknown-id", "names no role 'migration-laed'"),
        ("- Actors: migration-lead", "- Actors: migration-lead\n- Partners: nobody", "unknown-id", "Partners names no role"),
        ("- SDG: ", "- SDG: 18.1, ", "outside-domain", "'18.1' is no code for SDG"),
        ("- GCM: ", "- GCM: 24, ", "outside-domain", "'24' is no code for GCM"),
        ("- CRS: ", "- CRS: 151, ", "outside-domain", "'151' is no code for CRS"),
    ],
)
def test_a_role_or_a_code_that_a_passage_names_in_vain_is_found(small, old, new, code, message):
    page = small / "knowledge" / "handbook" / "small.md"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new, 1), encoding="utf-8")
    (finding,) = lint_rulebook(small / "rules", small / "knowledge").findings
    assert finding.code == code
    assert message in finding.message
    assert finding.about in text
    line = page.read_text(encoding="utf-8").splitlines()[finding.place.line - 1]
    assert line.startswith(new.splitlines()[-1])


# files


@pytest.mark.parametrize(
    ("file", "mend"),
    [
        ("rules/3-structures/more.yml", "name it more.yaml"),
        ("rules/3-structures/more.YAML", "name it more.yaml"),
        ("rules/3-structures/more.yaml.txt", "name it more.yaml"),
        ("rules/3-structures/more.cases.yml", "name it more.cases.yaml"),
        ("rules/more.yaml", "move it to a folder that is read"),
        ("knowledge/questionnaire/more.yaml", "move it to a folder that is read"),
        ("knowledge/wording/more.yml", "name it more.yaml"),
    ],
)
def test_a_file_nobody_reads_is_named_with_what_would_have_it_read(small, found, file, mend):
    assert found(file, "- not: {even: yaml\n") == [f"unread-file {file.partition('/')[2]}"]
    (finding,) = lint_rulebook(small / "rules", small / "knowledge").findings
    assert finding.mend == mend


def test_files_that_no_one_takes_for_rules_are_left_alone(found):
    assert found("rules/README.md", "# Ours\n") == []
    assert found("rules/.editor/settings.yaml", "a: b\n") == []


# size


def test_what_nears_a_bound_of_the_engine_is_counted_as_the_engine_counts(small, found):
    facts = ["work", "school", "papers", "care", "housing", "debt", "stigma", "skills", "land", "family"]
    facts += ["language", "transport", "safety", "tax", "credit", "news"]
    for number in range(1, MOST_CONDITIONS + 2):
        when = "{" + ", ".join(f"returns.obstacles.{fact}: yes" for fact in facts[:number]) + "}"
        codes = {code.split()[0] for code in found(MORE, implication(when))}
        if number > MOST_CONDITIONS:
            assert codes == {"beyond-engine-bound"}
        else:
            assert codes == ({"near-engine-bound"} if number >= NEAR * MOST_CONDITIONS else set())


def test_a_large_stage_is_told_of_as_a_whole(small, monkeypatch):
    monkeypatch.setattr("wayhome.engine.lint.bounds.MOST_RULES", 5)
    reading = Reading(load_library(small / "rules", small / "knowledge"), small / "rules", small / "knowledge")
    assert "verdicts" in {one.about for one in near_the_bounds(reading)}


# reading


def test_every_fault_of_every_file_is_told_at_once(small, found):
    (small / "knowledge" / "wording" / "steps.yaml").write_text("steps: {", encoding="utf-8")
    (small / "knowledge" / "handbook" / "more.md").write_text("# A\n\n## B\n\nc\n", encoding="utf-8")
    (small / "knowledge" / "questionnaire" / "04-more.yaml").write_text("section: 1\n", encoding="utf-8")
    found("knowledge/measures/more.md", "# A\n\n## B\n`care`\n\n> c\n")
    files = {one.place.file.rpartition("/")[2] for one in lint_rulebook(small / "rules", small / "knowledge").findings}
    assert files == {"steps.yaml", "more.md", "04-more.yaml"}


def test_a_rulebook_that_cannot_be_read_is_no_whole_one(small, found):
    found("rules/5-priorities/gate.yaml", "- gate: [x]\n")
    assert not lint_rulebook(small / "rules", small / "knowledge").is_whole


def test_a_rule_that_names_what_stands_in_its_own_folder_names_nothing(found):
    assert "unknown-id" in found("rules/1-context/more.yaml", implication("{context.few: yes}"))


# weights

WEIGHTS = "rules/5-priorities/weights.yaml"


def weights(**given):
    known = {"gap": 3, "stakes": 3, "leverage": 3, "reach": 2, "opening": 0, "readiness": 1} | given
    return "".join(f"{name}: {weight}\n" for name, weight in known.items())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"leverage": 0}, ["idle-weight leverage"]),
        ({"opening": 2}, ["idle-weight opening"]),
        ({"gap": 0, "reach": 0, "opening": 1}, ["idle-weight gap", "idle-weight reach", "idle-weight opening"]),
        (dict.fromkeys(("gap", "stakes", "leverage", "reach", "opening", "readiness"), 0), ["idle-weight weights"]),
    ],
)
def test_a_weight_of_nothing_and_a_weight_for_equal_points_are_found(found, given, expected):
    assert found(WEIGHTS, weights(**given)) == expected


def test_a_weight_that_decides_nothing_is_a_warning_at_its_line_and_says_what_is_left(small, found):
    found(WEIGHTS, weights(stakes=0))
    (one,) = lint_rulebook(small / "rules", small / "knowledge").findings
    assert (one.severity, one.place.line, one.place.column) == ("warning", 2, 1)
    assert "its points count nothing, though it still breaks ties" in one.message


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ("{stakes: 1, leverage: 0, reach: 1}", ["idle-weight stakes", "idle-weight reach"]),
        ("{stakes: 2, leverage: 1, reach: [{is: 1, when: {context.few: yes}}, {is: 2}]}", ["idle-weight leverage"]),
        ("{stakes: [{is: 1, when: {context.few: yes}}, {is: 1}], leverage: 0, reach: 2}", ["idle-weight stakes"]),
    ],
)
def test_points_that_no_measure_has_for_itself_make_a_weight_idle(small, found, criteria, expected):
    text = (small / CARE).read_text()
    start = text.index("criteria: ")
    changed = f"{text[:start]}criteria: {criteria}{text[text.index(chr(10), start) :]}"
    assert [one for one in found(CARE, changed) if one.startswith("idle")] == expected


def test_readiness_is_not_the_same_for_all_where_one_comes_after_another(small, found):
    text = (small / CARE).read_text()
    assert found(CARE, text.replace("  after: [coordination]\n", "")) == ["idle-weight readiness"]


# examples against each other

AGAINST = """\
- contradiction: falling-though-many
  title: Many return, and returns fall
  when: {returns.number: high, returns.trend: falling}
  mend: ask for the figures of two years
  examples:
    - {name: many and falling, given: {returns.number: high, returns.trend: falling}, expect: {is: yes}}
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("{returns.number: high, returns.trend: falling}", ["example-contradicts context.few"]),
        ("{returns.number: high, returns.trend: [falling, rising]}", []),
        ("{returns.number: high}", []),
        ("{service.protection: reaching, coordination.body: none}", ["example-contradicts context.few"]),
    ],
)
def test_an_example_is_told_of_where_its_answers_certainly_contradict(small, found, given, expected):
    (small / "rules/1-context/more.cases.yaml").write_text(
        f"- {{rule: context.few, name: x, given: {given}, expect: {{is: no}}}}\n"
    )
    assert [one for one in found(MORE, AGAINST) if one.startswith("example")] == expected


def test_the_examples_of_a_contradiction_may_show_it(found):
    assert [one for one in found(MORE, AGAINST) if one.startswith("example")] == []


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("fairness", "fairness", "fairnes"), ["unknown-id third"]),
        (("fairness", "fairness", "fairness"), []),
        (("learning", "learning", "reaching"), []),
    ],
)
def test_a_cluster_that_comes_near_another_is_taken_for_a_slip(small, found, names, said):
    """Two of a cluster and a third; how the third came to be a measure is of no weight here."""
    library = load_library(small / "rules", small / "knowledge")
    measures = library.rulebook.measures
    ids = (*measures, "third")
    three = {
        id_: replace(next(iter(measures.values())), id=id_, cluster=cluster) for id_, cluster in zip(ids, names, strict=True)
    }
    reading = Reading(
        replace(library, rulebook=replace(library.rulebook, measures=three)), small / "rules", small / "knowledge"
    )
    faults = list(misspelt_clusters(reading))
    assert [f"{one.code} {one.about}" for one in faults] == said
    assert all(one.mend == "did you mean 'fairness'?" for one in faults)


@pytest.mark.parametrize(
    ("table", "same"),
    [
        ("{is: b, when: {service.protection: closed}}, {is: a, when: {service.protection: none}}, {is: c}", True),
        (
            "{is: c, when: {not: {service.protection: [none, closed]}}}, "
            "{is: b, when: {service.protection: closed}}, {is: a}",
            True,
        ),
        ("{is: b, when: {service.protection: none}}, {is: a, when: {service.protection: closed}}, {is: c}", False),
    ],
)
def test_a_finding_that_stands_twice_is_found_in_whichever_order_its_rows_are(found, table, same):
    def finding(id_, rows):
        examples = "[{name: nobody asked, given: {}, expect: {is: [a, b, c]}}]"
        return f"- finding: {id_}\n  title: x\n  cites: [scale.sizing]\n  table: [{rows}]\n  examples: {examples}\n"

    first = "{is: a, when: {service.protection: none}}, {is: b, when: {service.protection: closed}}, {is: c}"
    said = found("rules/1-context/new.yaml", finding("context.one", first) + finding("context.two", table))
    assert ("duplicate-rule context.two" in said) is same


def test_an_implication_that_leaves_every_value_is_told(small, found):
    domain = load_library(small / "rules", small / "knowledge").program.domains["service.protection"].values
    every = implication("{returns.number: high}", then=f"{{service.protection: [{', '.join(domain)}]}}")
    assert "always-true more" in found(MORE, every)
    assert "always-true more" not in found(MORE, implication("{returns.number: high}"))


def test_two_recommendations_of_one_name_and_one_need_are_the_same_whatever_their_modes(small):
    library = load_library(small / "rules", small / "knowledge")
    first = library.rulebook.recommendations[PASSAGE]
    other = replace(first, id="other", modes=first.modes[-1:])
    for changed, number in ((other, 1), (replace(other, title="Another"), 0)):
        book = replace(library.rulebook, recommendations={PASSAGE: first, "other": changed})
        reading = Reading(replace(library, rulebook=book), small / "rules", small / "knowledge")
        assert [one.code for one in same_rules(reading)] == ["duplicate-rule"] * number


def test_a_file_of_the_inventory_that_is_no_text_is_refused_at_its_line(small, found):
    path = small / "knowledge/handbook/inventory.csv"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("\n")
    assert found("knowledge/handbook/inventory.csv", f"{head}\n{rest[:3]}\0{rest[3:]}") == ["unreadable"]
    assert lint_rulebook(small / "rules", small / "knowledge").findings[0].place.line == 2


def test_a_recommendation_among_findings_and_a_measure_among_recommendations_are_told(small, found):
    (small / "rules/3-structures/care.yaml").rename(small / "rules/1-context/care.yaml")
    (small / CARE).rename(small / "rules/3-structures/measure.yaml")
    assert [one for one in found() if one.startswith("misfiled")] == [f"misfiled {PASSAGE}", "misfiled care"]
