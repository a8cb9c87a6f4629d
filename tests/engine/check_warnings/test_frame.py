"""What is missing in the head and the frame is said once, and stops no check."""

HEAD = "wayhome: 1\nanswers:\n"


def test_a_profile_without_its_frame_says_what_that_means(warnings):
    found = warnings("referral.use: not-asked", head=HEAD)
    assert [warning.kind for warning in found] == ["country", "date", "start", "horizon"]
    assert {(warning.line, warning.column) for warning in found} == {(1, 1)}


def test_a_profile_may_be_checked_before_it_names_its_country(warnings):
    (found,) = warnings(
        head="wayhome: 1\ndate: 2026\nanswers:\n  frame.start-horizon: {answer: {start: 2026-07, months: 9}}\n"
    )
    assert found.kind == "country"
    assert "does not say which country it is about" in found.what
    assert "add `country:`" in found.mend


def test_a_frame_in_order_is_no_matter(kinds):
    assert kinds("referral.use: {answer: patchy, FULL}") == []


def test_a_start_known_to_the_year_is_no_start(kinds):
    head = "wayhome: 1\ncountry: XX\ndate: 2026\nanswers:\n"
    answer = "frame.start-horizon: {answer: {start: 2027, months: 12}}"
    assert kinds(answer, head=head) == [("start", "frame.start-horizon")]
