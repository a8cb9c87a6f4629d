"""The search on the page of everything: a small program over an index, both inside the page.

In: the id and the words of each entry of the page, in its order. Out: a script. Without it the page is the plain list it is;
it loads nothing and works on a page opened from a folder. What is written with other accents, capitals or forms of a letter
is the same word.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wayhome.engine.brief.tree import Block, Grid, lines_of, words_of

_WORD = re.compile(r"[^\W_]{2,}|\d")
_COMMON = 0.4
"""A word that more than this part of all entries hold is not looked for, unless it stands alone."""
_LETTERS = dict(
    zip("ßæœøłđıςٱةىیکـ", ("ss", "ae", "oe", "o", "l", "d", "i", "σ", "ا", "ه", "ي", "ي", "ك", ""), strict=True)  # noqa: RUF001
)
"""Letters with another that readers take for the same, where Unicode does not take them apart; the last is no letter."""
_SCRIPT = """"use strict";
(() => {
  const ids = IDS;
  const words = WORDS;
  const common = new Set(COMMON);
  const letters = LETTERS;
  const folded = (text) => Array.from(
    text.normalize("NFKD").replace(/\\p{M}/gu, "").toLowerCase(), (letter) => letters[letter] ?? letter).join("");
  const parted = (text) => folded(text).split(/[^\\p{L}\\p{N}]+/u).filter(Boolean);
  const main = document.getElementById("main");
  const entries = Array.from(main.querySelectorAll("li"));
  const sections = Array.from(main.querySelectorAll("section"));
  const names = entries.map((entry, i) => ` ${[...parted(entry.textContent), ...parted(ids[i])].join(" ")}`);
  const form = document.createElement("div");
  form.className = "search";
  form.setAttribute("role", "search");
  const label = form.appendChild(document.createElement("label"));
  label.htmlFor = "search--field";
  label.textContent = LABEL;
  const field = form.appendChild(document.createElement("input"));
  field.type = "search";
  field.id = label.htmlFor;
  const said = form.appendChild(document.createElement("p"));
  said.setAttribute("role", "status");
  const list = document.createElement("ul");
  main.prepend(form, list);
  const lookedFor = (text) => {
    const all = parted(text);
    const telling = all.filter((word) => !common.has(word) && !/^\\p{L}$/u.test(word));
    return telling.length ? telling : all;
  };
  // A short word has to begin a word: "no" is not in "know". A longer one may stand after an article that is written to it.
  const holds = (text, word) => text.includes(word.length > 3 ? word : ` ${word}`);
  const rank = (i, id, wanted) => {
    if (ids[i] === id) return 0;
    if (ids[i].startsWith(id)) return 1;
    if (wanted.every((word) => names[i].includes(` ${word}`))) return 2;
    return wanted.every((word) => holds(names[i], word) || holds(` ${words[i]}`, word)) ? 3 : -1;
  };
  field.addEventListener("input", () => {
    const wanted = lookedFor(field.value);
    const id = folded(field.value.trim());
    const ranked = wanted.length ? entries.map((entry, i) => [rank(i, id, wanted), entry]) : [];
    const found = ranked.filter(([place]) => place >= 0).sort(([one], [other]) => one - other);
    list.replaceChildren(...found.map(([, entry]) => entry.cloneNode(true)));
    for (const section of sections) section.hidden = wanted.length > 0;
    said.textContent = wanted.length ? FOUND.replace("{count}", String(found.length)) : "";
  });
})();
"""


@dataclass(frozen=True)
class Index:
    """What the search knows of the entries, in the order of the page."""

    ids: tuple[str, ...]
    words: tuple[str, ...]
    """Of each entry, each word once, but for those that nearly every entry has."""
    common: tuple[str, ...]
    """Those that nearly every entry has."""


def search_script(index: Index, label: str, found: str) -> str:
    """The program.

    Args:
        index: what it searches.
        label: what the field is called.
        found: how many were found, with the slot `{count}`.
    """
    told = {
        "IDS": index.ids,
        "WORDS": index.words,
        "COMMON": index.common,
        "LETTERS": _LETTERS,
        "LABEL": label,
        "FOUND": found,
    }
    return re.sub(rf"\b({'|'.join(told)})\b", lambda name: _inert(told[name[0]]), _SCRIPT)


def _inert(value: object) -> str:
    """A value as JavaScript writes it, without what would end the script in HTML."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")


def folded(text: str) -> str:
    """Text as it is searched: without accents, signs of vowels and capitals. The script does the same."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return "".join(_LETTERS.get(letter, letter) for letter in plain.lower())


def index_of(entries: Iterable[tuple[str, Sequence[Block]]]) -> Index:
    """The words of each entry: of what is said outside tables, and of the names of examples."""
    held = list(entries)
    found = [_words(blocks) for _, blocks in held]
    counts = Counter(word for words in found for word in words)
    common = {word for word, count in counts.items() if count > _COMMON * len(found)}
    ids = tuple(folded(id_) for id_, _ in held)
    return Index(ids, tuple(" ".join(sorted(words - common)) for words in found), tuple(sorted(common)))


def _words(blocks: Sequence[Block]) -> set[str]:
    lines = [*lines_of(block for block in blocks if not isinstance(block, Grid))]
    lines += [row[0] for block in blocks if isinstance(block, Grid) and block.folded for row in block.rows]
    return {word for line in lines for word in _WORD.findall(folded(words_of(line)))}
