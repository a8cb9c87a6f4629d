"""`wayhome what-if` on the command line."""

import json


def test_what_changes_is_one_table(invoke):
    found = invoke("what-if", "example:gha-2021", "--set", "referral.use=working")
    assert found.exit_code == 0
    assert "Supposed, all other answers as they are:" in found.output
    assert "Measure: Referral" in found.output
    assert found.stderr == ""


def test_several_answers_and_targets_at_once_as_json(invoke):
    args = ("--set", "referral.use=none,informal", "--set", "sop.use=unknown", "--reach", "referral=in-place")
    found = invoke("what-if", "example:xx", *args, "--format", "json")
    result = json.loads(found.output)
    assert result["supposed"]["referral.use"] == ["none", "informal"]
    assert [one["id"] for one in result["reach"]] == ["referral"]


def test_markdown_says_what_it_was_made_from(invoke):
    found = invoke("what-if", "example:xx", "--reach", "referral=in-place", "--format", "md")
    assert found.output.startswith('---\ncountry: "Exampleland"\n')
    assert "| Answers | Step | By which measure |" in found.output


def test_nothing_to_suppose_and_nothing_to_reach_is_wrong_usage(invoke):
    found = invoke("what-if", "example:xx")
    assert found.exit_code == 2
    assert "Give --set or --reach, or both." in found.stderr


def test_wrong_answers_and_targets_are_told_without_a_traceback(wayhome):
    for args, told in (
        (("--set", "referral.use"), "not of the form Q=V"),
        (("--set", "referral.use=workin"), "did you mean 'working'?"),
        (("--set", "referral.use=none", "--set", "referral.use=patchy"), "is supposed twice"),
        (("--reach", "referal=in-place"), "did you mean 'referral'?"),
        (("--reach", "referral=inplace"), "did you mean 'in-place'?"),
    ):
        found = wayhome("what-if", "example:xx", *args)
        assert found.returncode == 1
        assert told in found.stderr
        assert "Traceback" not in found.stderr
        assert found.stdout == ""


def test_what_is_to_be_changed_and_what_is_to_be_learned_stand_apart(invoke):
    found = invoke("what-if", "example:gha-2021", "--reach", "referral=in-place", "--format", "md").output
    assert "| To change | Step | By which measure | To learn | Whom to ask |" in found
    rows = [line.split(" | ") for line in found.splitlines() if line.startswith("| Referral of returnees")]
    assert rows
    assert all('"in full use' in row[0] and '"in full use' not in row[3] and '"people who return"' in row[3] for row in rows)


def test_no_measure_is_said_to_bring_about_what_it_mends(invoke):
    text = invoke("what-if", "example:gha-2021", "--reach", "lead.body=recommended", "--format", "md").output
    assert '"each body acts alone" or "a text in preparation" | – | – |' in text
    found = json.loads(invoke("what-if", "example:gha-2021", "--reach", "lead.body=recommended", "--format", "json").output)
    assert found["reach"][0]["change"]
    assert all(not answer["measures"] for one in found["reach"][0]["change"] for answer in one)


def test_a_measure_is_no_answer_to_suppose(invoke):
    found = invoke("what-if", "example:xx", "--set", "referral=in-place")
    assert found.exit_code == 1
    assert "'referral' is a conclusion, not an answer; `--reach referral=...` looks for answers" in found.stderr


def test_what_stands_so_already_is_said_to_and_what_alone_does_nothing_too(invoke):
    same = invoke("what-if", "example:xx", "--set", "referral.use=patchy").stdout
    assert "What is supposed is as it stands already, as far as our rules read it." in same
    alone = invoke("what-if", "example:xx", "--set", "lead.body=working").stdout
    assert "as it stands already" not in alone
    assert "No finding, status, way, place or task hangs on it alone." in alone
