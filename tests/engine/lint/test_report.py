"""The findings as lines, as JSON, and as annotations on GitHub."""

import json

from wayhome.engine.errors import Place
from wayhome.engine.lint.finding import LintFinding, Severity
from wayhome.engine.lint.report import to_github, to_json, to_text
from wayhome.engine.lint.run import Linted


def finding(file="rules/a.yaml", **more):
    return LintFinding(Place(file, 3, 5), "circle", **{"message": "a after b", **more})


def test_a_finding_is_a_line_with_its_place_its_code_and_what_to_do():
    assert str(finding(mend="take one out")) == "rules/a.yaml:3:5: circle a after b; take one out"
    assert str(finding(severity=Severity.WARNING)) == "rules/a.yaml:3:5: circle warning: a after b"


def test_a_finding_cannot_write_to_the_terminal():
    assert str(finding(message="\x1b[31m")) == "rules/a.yaml:3:5: circle \\x1b[31m"


def test_the_last_line_counts():
    one, other = finding(), finding(severity=Severity.WARNING)
    assert to_text(Linted((), is_whole=True)) == "no errors, no warnings.\n"
    assert to_text(Linted((one, other, other), is_whole=True)).endswith("\n1 error, 2 warnings.\n")
    assert "run once the rulebook can be read" in to_text(Linted((one,), is_whole=False))


def test_json_holds_every_part_of_a_finding():
    found = json.loads(to_json(Linted((finding(mend="m", about="care"),), is_whole=True)))
    assert found == {
        "findings": [
            {
                "file": "rules/a.yaml",
                "line": 3,
                "column": 5,
                "code": "circle",
                "severity": "error",
                "about": "care",
                "message": "a after b",
                "mend": "m",
            }
        ],
        "errors": 1,
        "warnings": 0,
        "whole": True,
    }


def test_the_name_of_a_file_that_is_no_text_is_spelt_out():
    linted = Linted((finding("rules/\udcff.yaml"),), is_whole=True)
    assert "\\udcff" in json.loads(to_json(linted))["findings"][0]["file"]
    assert to_github(linted).encode()


def test_an_annotation_names_the_file_from_here_and_is_one_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = finding(str(tmp_path / "a,b:c" / "d.yaml"), message="100%\nsure", severity=Severity.WARNING)
    told = to_github(Linted((one,), is_whole=True))
    assert told == "::warning file=a%2Cb%3Ac/d.yaml,line=3,col=5,title=circle::100%25%0Asure\n"


def test_an_annotation_of_a_whole_file_has_no_line():
    one = LintFinding(Place("/elsewhere/rules"), "incomplete", "x")
    assert to_github(Linted((one,), is_whole=True)) == "::error file=/elsewhere/rules,title=incomplete::x\n"
