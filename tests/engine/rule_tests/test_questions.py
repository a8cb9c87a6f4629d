"""Examples of questions that are asked under a condition: beside the questionnaire, run, covered and tried with faults."""

import shutil

import pytest

from wayhome.engine.errors import InputError
from wayhome.engine.library import load_library, shipped
from wayhome.engine.rule_tests.cases import collect
from wayhome.engine.rule_tests.examine import examine
from wayhome.engine.rule_tests.report import killed
from wayhome.engine.rule_tests.running import run

BESIDE = "questionnaire/questions.cases.yaml"


@pytest.fixture
def asked(tmp_path):
    """The shipped rulebook with these examples of questions in place of its own."""

    def made(text):
        folder = tmp_path / "knowledge"
        shutil.copytree(shipped("knowledge"), folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
        (folder / BESIDE).write_text(text, encoding="utf-8")
        return load_library(knowledge=folder)

    return made


def question(library, id_):
    return next(found for found in collect(library) if (found.rule.kind, found.rule.id) == ("question", id_))


@pytest.mark.parametrize(
    ("given", "expect"),
    [
        ("{sop.use: none}", "no"),
        ("{sop.use: drafted}", "yes"),
        ("{}", "[no, yes]"),
        ("{sop.use: [informal, drafted]}", "[no, yes]"),
    ],
)
def test_an_example_says_whether_a_question_is_asked(asked, given, expect):
    library = asked(f"- {{question: sop.parts, name: x, given: {given}, expect: {{asked: {expect}}}}}\n")
    assert run([question(library, "sop.parts")], library) == (1, [])


def test_a_question_that_asks_for_another_is_followed(asked):
    library = asked(
        "- {question: coordination.qualities, name: x, given: {coordination.state: none}, expect: {asked: no}}\n"
        "- {question: coordination.qualities, name: y, given: {coordination.working: patchy}, expect: {asked: [no, yes]}}\n"
    )
    assert run([question(library, "coordination.qualities")], library) == (2, [])


def test_an_example_that_does_not_hold_is_shown_with_the_condition(asked):
    library = asked("- {question: sop.parts, name: x, given: {sop.use: drafted}, expect: {asked: no}}\n")
    ((failure,),) = (run([question(library, "sop.parts")], library)[1],)
    assert str(failure).partition("questions.cases.yaml:")[2].splitlines() == [
        "1:3: sop.parts: 'x': expected asked no; got asked yes",
        "  relevant: not: true",
        "    sop.use: [none, informal]: false, it is drafted",
    ]


@pytest.mark.parametrize(
    ("case", "what"),
    [
        ("{question: sop.part, name: x, expect: {asked: no}}",
         "1:4: no question 'sop.part' is asked under a condition; did you mean 'sop.parts'?"),
        ("{question: sop.parts, name: x, expect: {ask: no}}",
         "expects an unknown 'ask'; expected asked; did you mean 'asked'?"),
        ("{question: sop.parts, name: x, expect: {asked: maybe}}", "asked is never 'maybe'; expected no, yes"),
        ("{rule: sop.parts, name: x, expect: {asked: no}}", "the key 'question' is missing"),
    ],
)  # fmt: skip
def test_what_there_is_not_is_refused_at_its_line(asked, case, what):
    with pytest.raises(InputError) as caught:
        collect(asked(f"- {case}\n"))
    assert what in str(caught.value)


def test_without_examples_what_is_missing_is_ready_to_paste(asked):
    (examined,) = examine(asked("[]\n"), word="sop.parts", with_coverage=True, with_mutants=True).rules
    assert [len(leaf.missing) for leaf in examined.leaves] == [3]
    assert all(tried.survivor for tried in examined.tried)
    assert [stub.expect for stub in examined.stubs] == [{"asked": "no"}, {"asked": "yes"}, {"asked": ["no", "yes"]}]


def test_the_shipped_questions_are_covered_and_their_faults_noticed():
    library = load_library()
    report = examine(library, str(library.examples.parent / "questionnaire"), with_coverage=True, with_mutants=True)
    assert report.failures == []
    assert not any(leaf.missing for examined in report.rules for leaf in examined.leaves)
    assert killed(report).noticed == killed(report).all > 40


def test_examples_are_no_page_of_the_questionnaire_and_decide_nothing(asked):
    library = asked("[]\n")
    assert library.questionnaire.questions == load_library().questionnaire.questions
    assert library.knowledge_digest == load_library().knowledge_digest
