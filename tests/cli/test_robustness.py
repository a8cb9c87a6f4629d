"""`wayhome robustness` through its entry point."""

import json
import re


def test_it_says_in_words_and_numbers_how_firm_the_order_is(wayhome):
    run = wayhome("robustness", "example:xx", "--scenarios", "500")
    assert run.returncode == 0
    assert run.stderr == ""
    assert "We drew 500 combinations" in run.stdout
    assert "- Among the first 5 in almost every combination: " in run.stdout
    assert re.search(r"\n1 +One table for everybody", run.stdout)


def test_markdown_and_json_and_a_seed(invoke):
    text = invoke("robustness", "example:civ", "--scenarios", "300", "--format", "md").output
    assert "seed: 1" in text
    found = json.loads(invoke("robustness", "example:civ", "--scenarios", "300", "--format", "json").output)
    assert found["both"]["scenarios"] == 300
    again = json.loads(invoke("robustness", "example:civ", "--scenarios", "300", "--format", "json").output)
    assert found == again


def test_numbers_that_make_no_sense_are_refused(invoke):
    assert invoke("robustness", "example:xx", "--scenarios", "0").exit_code == 2
    assert invoke("robustness", "example:xx", "--seed", "-1").exit_code == 2
