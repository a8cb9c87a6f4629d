"""The whole rulebook as pages.

In: a `Library`. Out: the text of each file by its name. The same library gives the same bytes.
"""

from __future__ import annotations

from typing import Literal

from wayhome.engine.brief.markdown import blocks_to_markdown
from wayhome.engine.brief.tree import Block, Document
from wayhome.engine.documents.html import to_html
from wayhome.engine.library import Library
from wayhome.engine.library_history import histories_of
from wayhome.engine.rule_graph import Kind, Node, rule_graph
from wayhome.engine.rule_pages.entry import entry
from wayhome.engine.rule_pages.rule_words import RuleWords
from wayhome.engine.rule_pages.shown_examples import examples_of
from wayhome.engine.rule_site.contents import Contents
from wayhome.engine.rule_site.passage import passage
from wayhome.engine.rule_site.plan import ALL, file_name, plan_of
from wayhome.engine.rule_site.search import index_of, search_script

Form = Literal["html", "md"]
OURS = "rulebook-page"
"""What every page holds, by which one of an earlier time is told from somebody else's file."""
_MARK = f"<!-- {OURS}: made by `wayhome rules docs`; a change here is lost -->\n\n"


def site_of(library: Library, form: Form) -> dict[str, str]:
    """Every page of the rulebook, by the name of its file."""
    graph = rule_graph(library)
    plan = plan_of(library, graph)
    words = RuleWords(
        library,
        graph,
        lambda node: plan.address(node, form),
        level=2,
        in_full=False,
        histories=histories_of(library),
        examples=examples_of(library),
    )
    contents = Contents(words, plan, form)
    pages = {}
    for page, blocks in contents.pages():
        if form == "md":
            text = _MARK + blocks_to_markdown(blocks).rstrip("\n") + "\n"
        else:
            text = _html(words, blocks, _search(contents) if page == ALL else "")
        pages[file_name(page, form)] = text
    return pages


def _html(w: RuleWords, blocks: list[Block], script: str) -> str:
    labels = w.library.wording.page.model_copy(update={"skip": w.words("pages.skip")})
    return to_html(Document({}, tuple(blocks), ()), labels, of=OURS, script=script)


def _search(contents: Contents) -> str:
    """The program that searches everything; it knows each entry by its words."""
    w = contents.w
    entries = [(node.id, _blocks(contents, node)) for node in contents.everything()]
    found = w.library.wording.sentences["rules.pages.found"]
    return search_script(index_of(entries), w.words("pages.search"), found)


def _blocks(contents: Contents, node: Node) -> list[Block]:
    is_passage = node.kind is Kind.PASSAGE
    return passage(contents.w, node.id, ()) if is_passage else entry(contents.w, node)


def is_ours(text: str) -> bool:
    """Whether a file that holds this text is a page made here."""
    return text.startswith(_MARK) or f'<body class="{OURS}">' in text
