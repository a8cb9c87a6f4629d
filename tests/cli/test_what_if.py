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
