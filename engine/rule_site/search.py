"""The search on the page of everything: a small program over an index, both inside the page.

In: the words of each entry of the page, in its order. Out: a script. Without it the page is the plain list it is; it loads
nothing and works on a page opened from a folder.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from wayhome.engine.brief.tree import Block, Grid, lines_of, words_of

_WORD = re.compile(r"[^\W_]{3,}")
_COMMON = 0.4
"""A word that more than this part of all entries hold finds nothing."""
_SCRIPT = """"use strict";
(() => {
  const words = WORDS;
  const main = document.getElementById("main");
  const entries = Array.from(main.querySelectorAll("li"));
  const form = document.createElement("div");
  form.className = "search";
  form.setAttribute("role", "search");
  const label = form.appendChild(document.createElement("label"));
  label.htmlFor = "search--field";
  label.textContent = LABEL;
  const field = form.appendChild(document.createElement("input"));
  field.type = "search";
  field.id = label.htmlFor;
  const found = form.appendChild(document.createElement("p"));
  found.setAttribute("role", "status");
  main.prepend(form);
  field.addEventListener("input", () => {
    const wanted = field.value.toLowerCase().split(/[^\\p{L}\\p{N}]+/u).filter(Boolean);
    let count = 0;
    entries.forEach((entry, i) => {
      const text = `${words[i]} ${entry.textContent.toLowerCase()}`;
      entry.hidden = !wanted.every((word) => text.includes(word));
      count += entry.hidden ? 0 : 1;
    });
    for (const section of main.querySelectorAll("section")) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
    found.textContent = wanted.length ? FOUND.replace("{count}", String(count)) : "";
  });
})();
"""


def search_script(index: Sequence[str], label: str, found: str) -> str:
    """The program.

    Args:
        index: the words of each entry, in the order of the page.
        label: what the field is called.
        found: how many were found, with the slot `{count}`.
    """
    told = {"WORDS": list(index), "LABEL": label, "FOUND": found}
    script = _SCRIPT
    for name, value in told.items():
        script = script.replace(name, _inert(value), 1)
    return script


def _inert(value: object) -> str:
    """A value as JavaScript writes it, without what would end the script in HTML."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def index_of(entries: Iterable[tuple[str, Sequence[Block]]]) -> list[str]:
    """The words of each entry, each word once: of its id, of what is said outside tables, and of the names of examples."""
    found = [_words(id_, blocks) for id_, blocks in entries]
    counts = Counter(word for words in found for word in words)
    most = _COMMON * len(found)
    return [" ".join(sorted(word for word in words if counts[word] <= most)) for words in found]


def _words(id_: str, blocks: Sequence[Block]) -> set[str]:
    lines = [*lines_of(block for block in blocks if not isinstance(block, Grid))]
    lines += [row[0] for block in blocks if isinstance(block, Grid) and block.folded for row in block.rows]
    return {word for text in (id_, *map(words_of, lines)) for word in _WORD.findall(text.lower())}
