"""`wayhome rules show`, `graph` and `docs`: the rulebook to read, on screen, as a picture and as pages."""

import xml.etree.ElementTree as ET

import pytest

from wayhome.engine.library import load_library
from wayhome.engine.rule_graph import STANDS_ONCE, rule_graph

IDS = {node.kind: node.id for node in rule_graph(load_library()).titles}


@pytest.mark.parametrize("id_", IDS.values(), ids=IDS)
@pytest.mark.parametrize("form", ["text", "md"])
def test_show_tells_every_kind_of_rule(invoke, id_, form):
    run = invoke("rules", "show", id_, "--format", form)
    assert run.exit_code == 0
    assert f"Id: {f'`{id_}`' if form == 'md' else id_}." in " ".join(run.stdout.split())
    assert "\n# " in run.stdout


@pytest.mark.parametrize("id_", STANDS_ONCE)
@pytest.mark.parametrize("form", ["text", "md"])
def test_show_tells_what_stands_once(invoke, id_, form):
    run = invoke("rules", "show", id_, "--format", form)
    assert run.exit_code == 0
    assert f"Id: {f'`{id_}`' if form == 'md' else id_}." in run.stdout
    assert "\n# " in run.stdout
    run = invoke("rules", "graph", id_)
    told = f"ID: there is no rule '{id_}'; no way leads through it; `wayhome rules show {id_}` tells it\n"
    assert (run.exit_code, run.stderr) == (1, told)


def test_show_writes_into_a_file(invoke, tmp_path):
    shown = invoke("rules", "show", "referral.why", "--format", "md").stdout
    assert invoke("rules", "show", "referral.why", "--format", "md", "-o", "r.md").stdout == "Written: r.md\n"
    assert (tmp_path / "r.md").read_text(encoding="utf-8") == shown
    assert shown.startswith('<a id="recommendation-referral.why"></a>\n\n# Referral from one service to the next\n')


def test_graph_draws_one_rule_or_all(invoke, tmp_path):
    one = invoke("rules", "graph", "referral.why").stdout
    everything = invoke("rules", "graph").stdout
    assert ET.fromstring(one).get("role") == ET.fromstring(everything).get("role") == "img"
    assert len(everything) > 10 * len(one)
    assert invoke("rules", "graph", "referral.why", "--format", "mermaid").stdout.startswith("flowchart LR\n")
    assert invoke("rules", "graph", "--format", "dot", "-o", "all.dot").stdout == "Written: all.dot\n"
    assert (tmp_path / "all.dot").read_text(encoding="utf-8").startswith("digraph rules {\n")


@pytest.mark.parametrize(("name", "begins"), [("g.svg", "<svg"), ("g.mmd", "flowchart LR"), ("g.DOT", "digraph rules {")])
def test_the_ending_of_a_file_says_how_a_graph_is_written(invoke, tmp_path, name, begins):
    assert invoke("rules", "graph", "referral.why", "-o", name).exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["-o", "g.png"], "'g.png' ends in none of .svg, .mmd, .dot"),
        (["-o", "graph"], "'graph' ends in none of .svg, .mmd, .dot"),
        (["-o", "g.svg", "--format", "dot"], "'g.svg' would hold dot, and its ending says svg"),
    ],
)
def test_a_graph_is_not_written_into_a_file_that_says_it_is_another(invoke, tmp_path, given, said):
    run = invoke("rules", "graph", "referral.why", *given)
    assert run.exit_code == 2
    assert said in " ".join(run.stderr.split())
    assert not list(tmp_path.glob("g*"))


@pytest.mark.parametrize("command", ["show", "graph"])
def test_an_id_that_nothing_has_is_said_with_the_nearest(invoke, command):
    run = invoke("rules", command, "referral.wy")
    assert (run.exit_code, run.stderr) == (1, "ID: there is no rule 'referral.wy'; did you mean 'referral.why'?\n")


def test_docs_writes_pages_and_says_where_to_begin(invoke, tmp_path):
    run = invoke("rules", "docs", "--format", "md", "-o", "pages/md")
    assert (run.exit_code, run.stdout.endswith(" pages. Begin with pages/md/README.md\n")) == (0, True)
    assert (tmp_path / "pages" / "md" / "measures.md").is_file()


def test_docs_takes_no_empty_name_for_the_folder_it_stands_in(invoke, tmp_path):
    run = invoke("rules", "docs", "-o", "")
    assert run.exit_code == 2
    assert "Invalid value for '-o' / '--output': an empty name; `.` is the current folder" in run.stderr
    assert not list(tmp_path.iterdir())


def test_docs_leaves_somebody_elses_file_alone(invoke, tmp_path):
    (tmp_path / "README.md").write_text("# Mine\n")
    run = invoke("rules", "docs", "--format", "md", "-o", ".")
    assert run.exit_code == 1
    assert run.stderr == "README.md: no page of the rulebook; it stays as it is; choose another folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
