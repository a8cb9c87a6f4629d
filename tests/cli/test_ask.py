"""`wayhome ask` through its entry point: text, Markdown, JSON, and what it refuses."""

import json


def test_the_questions_stand_with_whom_to_ask_and_how_far_they_lead(wayhome):
    run = wayhome("ask", "example:gha-2021", "--top", "4")
    assert run.returncode == 0
    assert run.stdout.startswith("What to ask next: Ghana\n=====")
    assert "\n4. " in run.stdout
    assert "\n5. " not in run.stdout
    assert "more are open; --top shows more." in run.stdout
    assert "- After 3 more: " in run.stdout


def test_markdown_and_json_say_the_same(invoke):
    text = invoke("ask", "example:gha-2021", "--top", "3", "--format", "md").output
    found = json.loads(invoke("ask", "example:gha-2021", "--top", "3", "--format", "json").output)
    assert len(found["questions"]) == 3
    assert all(f"`{question['question']}`" in text for question in found["questions"])
    assert found["standing"][0] < found["standing"][-1] == found["final"]
    assert found["seed"] == 1


def test_what_makes_no_sense_is_refused(invoke):
    assert invoke("ask", "example:gha-2021", "--top", "0").exit_code == 2
    assert invoke("ask", "missing.yaml").exit_code == 1


def test_a_question_that_moves_nothing_by_itself_says_what_it_is_asked_for(invoke):
    found = json.loads(invoke("ask", "example:gha-2021", "--top", "3", "--format", "json").output)
    words = " ".join(invoke("ask", "example:gha-2021", "--top", "3").output.split())
    alone = [question for question in found["questions"] if not question["moves"]]
    assert alone
    assert all(question["gain"] > 0 for question in alone)
    assert words.count("It tells only together with other answers.") == len(alone)
