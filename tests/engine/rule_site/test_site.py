"""The rulebook as pages: every rule stands there, every link leads somewhere, nothing is loaded, nobody's file is lost."""

import base64
import functools
import hashlib
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from wayhome.engine.history_file import KINDS
from wayhome.engine.library import load_library, shipped
from wayhome.engine.rule_graph import STANDS_ONCE, Kind, Node, rule_graph
from wayhome.engine.rule_pages.entry import shown, to_show
from wayhome.engine.rule_site.plan import plan_of
from wayhome.engine.rule_site.site import site_of
from wayhome.engine.sources import entry_text

from ..documents.page import parse
from ..lint.small_rulebook import copy_small

LIBRARY = load_library()


@functools.cache
def html():
    return site_of(LIBRARY, "html")


@functools.cache
def trees():
    return {name: parse(text) for name, text in html().items()}


@functools.cache
def markdown():
    return site_of(LIBRARY, "md")


KEPT = Path(__file__).parents[3] / "docs" / "rulebook"
PAGES = sorted(path.name.replace("README.md", "index.md").replace(".md", ".html") for path in KEPT.glob("*.md"))
PHRASING_ONLY = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "dt", "span", "a", "label")
BLOCKS = {
    "p",
    "ul",
    "ol",
    "li",
    "div",
    "table",
    "section",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "dl",
    "nav",
    "main",
    "details",
}
PARENTS = {
    "summary": {"details"},
    "li": {"ul", "ol"},
    "tr": {"thead", "tbody"},
    "th": {"tr"},
    "td": {"tr"},
    "figcaption": {"figure"},
}


def test_the_pages_kept_in_the_documentation_are_those_of_the_rulebook():
    kept = {path.name: path.read_text(encoding="utf-8") for path in KEPT.iterdir()}
    assert sorted(kept) == sorted(markdown()), "make rulebook-pages"
    for name, text in markdown().items():
        assert kept[name] == text, f"{name} is not up to date: make rulebook-pages"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_valid_html_with_one_title_and_ids_that_stand_once(name):
    tree = trees()[name]
    ids = [element.attributes["id"] for element in tree.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert all(id_ and not re.search(r"\s", id_) for id_ in ids)
    assert len(tree.all("h1")) == len(tree.all("main")) == len(tree.one("head").all("title")) == 1
    levels = [int(element.tag[1]) for element in tree.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    for element in tree.walk():
        if element.tag in PHRASING_ONLY:
            assert not [inner for inner in element.walk() if inner is not element and inner.tag in BLOCKS], element
        for child in element.children:
            if not isinstance(child, str) and child.tag in PARENTS:
                assert element.tag in PARENTS[child.tag]
            if not isinstance(child, str) and element.tag in ("ul", "ol"):
                assert child.tag == "li"
    for element in tree.walk():
        for name_ in ("aria-labelledby", "aria-describedby"):
            assert all(id_ in ids for id_ in element.attributes.get(name_, "").split())


def test_every_link_between_html_pages_leads_to_a_place_there_is():
    anchors = {name: {e.attributes["id"] for e in tree.walk() if "id" in e.attributes} for name, tree in trees().items()}
    links = 0
    for name, tree in trees().items():
        for element in tree.all("a"):
            page, _, anchor = element.attributes["href"].partition("#")
            links += 1
            assert not anchor or anchor in anchors[page or name], (name, element.attributes["href"])
            assert (page or name) in html()
    assert links > 3000


def test_every_link_between_markdown_pages_leads_to_a_place_there_is():
    anchors = {name: set(re.findall(r'^<a id="([^"]+)"></a>$', text, re.MULTILINE)) for name, text in markdown().items()}
    links = 0
    for text in markdown().values():
        for token in MarkdownIt("commonmark").enable("table").parse(text):
            for child in token.children or ():
                if child.type == "link_open":
                    page, _, anchor = child.attrs["href"].partition("#")
                    links += 1
                    assert page in markdown()
                    assert not anchor or anchor in anchors[page], child.attrs["href"]
    assert links > 3000


def test_every_question_rule_and_passage_stands_on_a_page_and_is_listed():
    plan = plan_of(LIBRARY, rule_graph(LIBRARY))
    listed = {element.attributes["href"] for element in trees()["all.html"].all("a")}
    reached = {element.attributes["href"] for element in trees()["index.html"].all("a")}
    assert {name for name in html() if name != "index.html"} <= reached
    for node in plan.homes:
        if node.kind in (Kind.ROLE, Kind.SECTOR):
            continue
        page, _, anchor = plan.address(node, "html").partition("#")
        assert f"{page}#{anchor}" in listed
        assert f' id="{anchor}"' in html()[page]


def test_a_recommendation_stands_with_its_passage_its_table_its_examples_and_its_picture():
    page = trees()["handbook-4.1.3-procedures-and-referral.html"]
    text = " ".join(page.by_id("recommendation-referral.why").text().split())
    assert text == "Referral from one service to the next"
    main = " ".join(page.one("main").words())
    for said in ("No single organisation can meet every need.", "It is recommended if any of these is so:", "Nobody asked"):
        assert said in main
    assert len(page.one("main").all("figure")) == 3


def test_every_rule_question_and_passage_tells_its_history_and_one_page_tells_the_versions():
    plan = plan_of(LIBRARY, rule_graph(LIBRARY))
    for page in {plan.homes[node] for node in plan.homes if node.kind not in (Kind.ROLE, Kind.SECTOR)}:
        here = [node for node, home in plan.homes.items() if home == page and node.kind not in (Kind.ROLE, Kind.SECTOR)]
        headings = trees()[f"{page}.html"].one("main").all("h2", "h3", "h4", "h5")
        assert sum(heading.text().strip() == "History" for heading in headings) == len(here), page
    text = " ".join(trees()["changes.html"].one("main").words())
    for of, version in (("rulebook", LIBRARY.rulebook_version), ("knowledge", LIBRARY.knowledge_version)):
        assert f"The {of}, version {version}" in text


def test_a_version_is_told_with_links_and_what_is_gone_by_its_name(tmp_path):
    shutil.copytree(shipped("rules"), tmp_path / "r", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = tmp_path / "r" / "history.yaml"
    newest = (
        "9.0.0:\n  date: 2026-05-01\n  because: We asked around.\n  new: {guard: [women]}\n"
        "  changed: {measure: {care: [Other months.]}, rulebook: {weights: [Other weights.]}}\n"
        "  replaced: {guard: {old-women: women}}\n  removed: {guard: {gone: What was said}}\n"
        "  renamed: {guard: {debts: debt}}\n  retired: {guard: [nothing-known]}\n  reasons: {women: They asked.}\n\n"
    )
    path.write_text(newest + path.read_text(encoding="utf-8"), encoding="utf-8")
    page = site_of(load_library(tmp_path / "r"), "md")["changes.md"]
    care = LIBRARY.wording.guards
    women = f"[{care['women'].title}](care.md#guard-women)"
    for line in (
        "## The rulebook, version 9.0.0 (2026-05-01)",
        "Why: We asked around.",
        f"- {women}, sentence of care. Why: They asked.",
        "- Other months.",
        "[The weights of the criteria](priorities.md#rulebook-weights)",
        f"- `old-women`, sentence of care: it was retired; {women} stands in its place.",
        "- What was said [`gone`], sentence of care: it was taken out.".replace("[", "\\[").replace("]", "\\]"),
        f"- [{care['debt'].title}](care.md#guard-debt), sentence of care: it is now called `debt`; before, it was `debts`.",
        "- `nothing-known`, sentence of care: it was retired and advises nothing any more.",
    ):
        assert f"\n{line}\n" in page, line


def test_whatever_happened_to_whatever_kind_can_be_told(tmp_path):
    copy_small(tmp_path)
    rules, knowledge = ([*kinds] for kinds in KINDS.values())
    for folder, kinds, more in (("rules", rules[:-1], {"rulebook": {"gate": ["x"]}}), ("knowledge", knowledge, {})):
        there = [kind for kind in kinds if kind not in ("words", "knowledge")]
        version = {
            "new": {kind: ["a"] for kind in there},
            "changed": {kind: {"b": ["x"]} for kind in kinds} | more,
            "retired": {kind: ["c"] for kind in there},
            "replaced": {kind: {"d": "e"} for kind in there},
            "renamed": {kind: {"f": "g"} for kind in there},
            "removed": {kind: {"h": "H"} for kind in there},
            "reasons": dict.fromkeys("abcdfh", "y"),
        }
        text = json.dumps({"2.0.0": version, "1.0.0": version, "0.1.0": None})
        (tmp_path / folder / "history.yaml").write_text(text, encoding="utf-8")
    library = load_library(tmp_path / "rules", tmp_path / "knowledge")
    page = site_of(library, "md")["changes.md"]
    assert page.count("- `a`, ") == 2 * len([*rules[:-1], "question", "passage"])
    assert page.count("it is now called `g`; before, it was `f`. Why: y") == page.count("- `f`, ") > 20
    for id_ in ("care", "sensitization", "returns.trend"):
        assert to_show(shown(library, id_), markdown=True)
    assert parse(site_of(library, "html")["changes.html"]).one("main")


def test_without_a_history_there_is_no_page_of_changes(tmp_path):
    for name in ("rules", "knowledge"):
        shutil.copytree(shipped(name), tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__", "history.yaml"))
    pages = site_of(load_library(tmp_path / "rules", tmp_path / "knowledge"), "md")
    assert "changes.md" not in pages
    assert not any("History\n" in text or "changes.md" in text for text in pages.values())


def test_examples_are_folded_and_hold_what_stands_in_files_beside_the_rules():
    page = trees()["measures-care.html"].one("main")
    folded = page.all("details")
    assert folded
    for element in folded:
        (summary,) = element.all("summary")
        (table,) = element.all("table")
        assert int(summary.text().split()[0]) == len(table.all("tr")) - 1
    text = markdown()["measures-care.md"]
    assert text.count("<details>") == text.count("</details>") == len(folded)


def test_what_comes_first_is_told_on_a_page_that_the_start_leads_to():
    text = markdown()["priorities.md"]
    book = LIBRARY.rulebook
    for name, weight in book.weights.items():
        criterion = LIBRARY.wording.sentences[f"explain.criterion.{name}"]
        assert re.search(rf"^\| {re.escape(criterion)} \| {weight} \|( [^|]{{5,}} \|){{4}}$", text, re.MULTILINE), name
    assert f"{3 * sum(book.weights.values())} at most" in text
    for said in ("Between equal points the opening decides", "are printed as equal", "never mixed", "All others stand in"):
        assert said in text
    for id_ in (question for group in book.gate for question in group):
        assert f"[{LIBRARY.questionnaire.questions[id_].name}](questions-" in text
    assert "(findings.md#finding-context.stage)" in text
    for value in book.findings[book.headline].domain.values:
        assert LIBRARY.wording.sentences[f"headline.{value}"] in text
    assert text.count("## History\n") == text.count("### History\n") == len(STANDS_ONCE)
    assert "[What comes first](priorities.md)" in markdown()["README.md"]
    assert (
        "What a point counts: [The weights of the criteria](priorities.md#rulebook-weights)."
        in markdown()["measures-care.md"]
    )


def test_a_change_of_the_weights_stands_in_their_history(tmp_path):
    shutil.copytree(shipped("rules"), tmp_path / "r", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = tmp_path / "r" / "history.yaml"
    newest = "9.0.0:\n  changed: {rulebook: {weights: [Reach counts 3.]}}\n  reasons: {weights: They asked.}\n\n"
    path.write_text(newest + path.read_text(encoding="utf-8"), encoding="utf-8")
    (weights,) = shown(load_library(tmp_path / "r"), "weights")
    assert "Version 9.0.0: Reach counts 3. Why: They asked." in to_show([weights], markdown=True)


def test_each_measure_stands_with_its_cluster_and_an_old_link_leads_on():
    plan = plan_of(LIBRARY, rule_graph(LIBRARY))
    old = trees()["measures.html"]
    for measure in LIBRARY.rulebook.measures.values():
        page = plan.homes[Node(Kind.MEASURE, measure.id)]
        assert plan.clusters[page] == measure.cluster
        (link,) = old.by_id(f"measure-{measure.id}").all("a")
        assert link.attributes["href"] == f"{page}.html#measure-{measure.id}"
    longest = max(len(text) for name, text in html().items() if name.startswith("measures"))
    assert longest < sum(len(text) for name, text in html().items() if name.startswith("measures")) / 4


def test_a_cluster_without_words_goes_by_its_name_and_two_that_differ_in_a_sign_have_two_pages(tmp_path):
    copy_small(tmp_path)
    path = next((tmp_path / "rules" / "5-priorities").rglob("*measures*"))
    files = [path] if path.is_file() else sorted(path.glob("*.yaml"))
    text = files[0].read_text(encoding="utf-8")
    files[0].write_text(re.sub("cluster: .*", "cluster: my-own kind", text), encoding="utf-8")
    pages = site_of(load_library(tmp_path / "rules", tmp_path / "knowledge"), "md")
    assert "\n# Measures: my own kind\n" in pages["measures-my-own-kind.md"]


def retired(id_, by=""):
    """A measure as its file keeps it, once it was retired."""
    _, _, rest = entry_text(LIBRARY.rulebook.measures["care"].place).partition("\n")
    replaced = f"  replaced_by: {by}\n" if by else ""
    return f"- measure: {id_}\n  status: retired\n{replaced}{rest}\n"


def test_what_was_retired_keeps_its_title_and_leads_to_what_stands_in_its_place(tmp_path):
    for name in ("rules", "knowledge"):
        shutil.copytree(shipped(name), tmp_path / name, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    entries = retired("old-care", "care") + retired("older-care", "old-care") + retired("nameless")
    (tmp_path / "rules" / "5-priorities" / "old.yaml").write_text(entries, encoding="utf-8")
    words = (tmp_path / "knowledge" / "measures" / "structures.md").read_text(encoding="utf-8")
    (care_words,) = re.findall(r"^## [^\n]*\n`care`\n.*?(?=^## )", words, re.MULTILINE | re.DOTALL)
    old = re.sub(r"^## .*\n.*", "## Care as it was\n`old-care`", care_words)
    (tmp_path / "knowledge" / "measures" / "old.md").write_text(f"# Old\n\n{old}", encoding="utf-8")
    history = tmp_path / "rules" / "history.yaml"
    newest = "9.0.0:\n  retired: {measure: [nameless]}\n  replaced: {measure: {old-care: care, older-care: old-care}}\n\n"
    history.write_text(newest + history.read_text(encoding="utf-8"), encoding="utf-8")
    library = load_library(tmp_path / "rules", tmp_path / "knowledge")
    page = site_of(library, "md")["changes.md"].replace("\\", "")
    care = LIBRARY.wording.measures["care"].title
    link = f"[{care}](measures-care.md#measure-care)"
    assert f"- Care as it was [`old-care`], measure: it was retired; {link} stands in its place.\n" in page
    assert "- `older-care`, measure: it was retired; Care as it was [`old-care`] stands in its place.\n" in page
    assert "- `nameless`, measure: it was retired and advises nothing any more.\n" in page
    told = to_show(shown(library, "old-care"), markdown=False)
    said = f"Care as it was [old-care] was retired and advises nothing any more; {care} [care] stands in its place."
    assert told.startswith("Care as it was\n")
    assert said in " ".join(told.split())


def test_a_page_loads_and_runs_nothing_but_its_own():
    for name, text in html().items():
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text).group(1)
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        assert len(scripts) == (name == "all.html")
        for script in scripts:
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"script-src &#x27;sha256-{digest}&#x27;" in policy or f"script-src 'sha256-{digest}'" in policy
        assert not re.search(r'(?:src|srcset|action|data)="|url\((?!#)|@import|https?://(?!www\.w3\.org/2000/svg)', text)


def test_nothing_in_a_title_ends_the_script_or_the_page(tmp_path):
    shutil.copytree(shipped("rules"), tmp_path / "r", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = tmp_path / "r" / "4-opportunities" / "health.yaml"
    nasty = '"</script><img src=x> ](x) `<b>` | [^1]"'
    text = re.sub(r"title: .*", lambda _: f"title: {nasty}", path.read_text(encoding="utf-8"), count=1)
    path.write_text(text, encoding="utf-8")
    library = load_library(tmp_path / "r")
    pages = site_of(library, "html")
    for name in ("handbook-table-4.8-health.html", "sector-health.html", "all.html"):
        tree = parse(pages[name])
        assert not tree.all("img", "b")
        assert len(tree.all("script")) <= 1
    page = site_of(library, "md")["handbook-table-4.8-health.md"]
    rendered = MarkdownIt("commonmark").enable("table").render(page)
    assert "<img" not in rendered
    assert rendered.count("&lt;/script&gt;&lt;img src=x&gt; ](x)") > 1
