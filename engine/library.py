"""Everything Wayhome knows, loaded once: questionnaire, passages, wording, rulebook and the program compiled from it.

In: a rules folder and a knowledge folder (by default those shipped with the package). Out: a `Library` with the SHA-256 of
each. Loading is cached by that hash in the user's cache folder; a cache that is stale, foreign or cannot be written is
ignored.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import re
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from wayhome.engine.errors import EngineError, InputError, Place, Problem, collected, first_of
from wayhome.engine.sources import BEGUN, CASES, HISTORY, read_bytes

if TYPE_CHECKING:
    from wayhome.engine.compile import Program
    from wayhome.engine.handbook import Passage
    from wayhome.engine.questionnaire import Questionnaire
    from wayhome.engine.rulebook import Rulebook
    from wayhome.engine.rulesets import Ruleset
    from wayhome.engine.wording import Wording

EXAMPLES = "profiles"
"""Folder of example profiles below the knowledge folder; it does not count in the hash."""
LINT_SETTINGS = "lint.yaml"
"""Beside the numbered folders: what a rulebook says of its own checks. It is no rule and does not count in the hash."""
MOST_CACHED = 8
"""Libraries kept in the cache; every change of a rule makes another one."""


@dataclass(frozen=True)
class Compiled:
    """A program, and the same for the rule engine."""

    program: Program
    rulesets: tuple[Ruleset, ...]


@dataclass(frozen=True)
class Library:
    """Rules and knowledge, checked against each other."""

    questionnaire: Questionnaire
    passages: dict[str, Passage]
    wording: Wording
    rulebook: Rulebook
    country: Compiled
    """What follows for the country."""
    some_actor: Compiled
    """What the findings over the list of bodies ask of each."""
    actor_rules: Compiled
    """What follows for each body."""
    rulebook_digest: str
    knowledge_digest: str
    examples: Path
    rules: Path
    """The folder the rules were read from."""
    rulebook_version: str = ""
    """Empty if nothing says it."""
    knowledge_version: str = ""

    @property
    def program(self) -> Program:
        """The program of the country."""
        return self.country.program

    @property
    def identity(self) -> dict[str, object]:
        """Versions and hashes of rules and knowledge, as front matter says them."""
        return {
            "rulebook-version": self.rulebook_version or None,
            "rulebook-sha256": self.rulebook_digest,
            "knowledge-version": self.knowledge_version or None,
            "knowledge-sha256": self.knowledge_digest,
        }


_in_use: WeakValueDictionary[Path, Library] = WeakValueDictionary()
"""By the name of its cache: who loads a library while another part of the process uses it shares it, with its engines."""


def shipped(part: str) -> Path:
    """The folder `rules` or `knowledge` that came with the package."""
    return Path(str(files(f"wayhome.{part}")))


@dataclass(frozen=True)
class Release:
    """Which rules or which knowledge."""

    version: str
    """Empty if nothing says it."""
    digest: str
    """SHA-256 of all files that count."""


def releases(rules: Path | None = None, knowledge: Path | None = None) -> tuple[Release, Release]:
    """Version and hash of rules and of knowledge; raises InputError if a folder is not there or a version is none."""
    rules, knowledge = rules or shipped("rules"), knowledge or shipped("knowledge")
    return _releases(rules, knowledge, _digests(rules, knowledge))


def _releases(rules: Path, knowledge: Path, digests: tuple[str, str]) -> tuple[Release, Release]:
    from wayhome.engine.version_file import KNOWLEDGE, RULEBOOK, read_version

    return Release(read_version(rules / RULEBOOK), digests[0]), Release(read_version(knowledge / KNOWLEDGE), digests[1])


def _digests(rules: Path, knowledge: Path) -> tuple[str, str]:
    """The hashes of both folders; raises InputError if one is not there."""
    for folder in (rules, knowledge):
        if not folder.is_dir():
            raise InputError.at(str(folder), "there is no such folder")
    return _digest(rules, ".yaml"), _digest(knowledge, ".yaml", ".md", ".csv")


def load_library(
    rules: Path | None = None, knowledge: Path | None = None, *, is_kept: bool = True, with_drafts: bool = False
) -> Library:
    """Load rules and knowledge, from the cache if they stand there; raises InputError listing every fault.

    A library is shared by all who load it while it is in use, and is not to be changed.

    Args:
        rules: another rules folder than the one shipped.
        knowledge: another knowledge folder than the one shipped.
        is_kept: whether the cache takes it; not worth it for what is looked at once.
        with_drafts: whether rules that are drafts are among the others: to check, test and show them, never to advise.
    """
    rules, knowledge = rules or shipped("rules"), knowledge or shipped("knowledge")
    digests = _digests(rules, knowledge)
    cache = _cache_file(rules, knowledge, f"{digests[0]}{digests[1]}{with_drafts}") if is_kept else None
    if cache is None:
        return _read(rules, knowledge, *_releases(rules, knowledge, digests), with_drafts=with_drafts)
    library = _in_use.get(cache) or _read_cache(cache)
    if library is None:
        library = _read(rules, knowledge, *_releases(rules, knowledge, digests), with_drafts=with_drafts)
        _write_cache(cache, library)
    _in_use[cache] = library
    return library


def _read(rules: Path, knowledge: Path, ours: Release, told: Release, *, with_drafts: bool) -> Library:
    """The library; where a rule was half written when its writer was killed, a fault comes with how to finish it."""
    try:
        return _read_all(rules, knowledge, ours, told, with_drafts=with_drafts)
    except InputError as error:
        if not (rules / BEGUN).exists():
            raise
        what, mend = "`wayhome rules new` was stopped here while it wrote a rule", "run it again, and it finishes that first"
        raise InputError([Problem(Place(str(rules / BEGUN)), what, mend=mend), *error.problems]) from None


def _read_all(rules: Path, knowledge: Path, ours: Release, told: Release, *, with_drafts: bool) -> Library:
    """Read and check everything; what that takes is imported here, since a cached library needs none of it."""
    from wayhome.engine.compile import compile_actor_rules, compile_rulebook, compile_some_actor, facts_over_lists
    from wayhome.engine.crosscheck import problems_between, problems_of_opt_in, problems_of_passages
    from wayhome.engine.draft_texts import problems_of_draft_texts
    from wayhome.engine.handbook import load_handbook
    from wayhome.engine.in_force import in_force
    from wayhome.engine.inventory import read_inventory
    from wayhome.engine.questionnaire_reader import load_questionnaire
    from wayhome.engine.rulebook import conditions_of
    from wayhome.engine.rulebook_reader.whole import load_rulebook
    from wayhome.engine.rulesets import rulesets_of
    from wayhome.engine.wording import load_wording

    problems: list[Problem] = []
    with collected(problems):
        wording = load_wording(knowledge)
    with collected(problems):
        rows = read_inventory(knowledge / "handbook")
    with collected(problems):
        passages = load_handbook(knowledge / "handbook")
    with collected(problems):
        questionnaire = load_questionnaire(knowledge / "questionnaire")
    if problems:  # what could not be read would be missed wherever it is named
        raise InputError(problems)
    rulebook = load_rulebook(rules, questionnaire, passages)
    problems += first_of(problems_of_passages(passages, questionnaire, rows))
    problems += first_of(problems_of_opt_in(rulebook, questionnaire))
    problems += first_of(problems_between(rulebook, passages, wording))
    if problems:
        raise InputError(problems)
    if not with_drafts:
        rulebook = in_force(rulebook)
        problems += first_of(problems_of_draft_texts(rulebook, passages, wording, knowledge))
        if problems:
            raise InputError(problems)
    questionnaire.facts.update(facts_over_lists(rulebook, questionnaire))
    program = compile_rulebook(rulebook, questionnaire)
    per_body = (compile_some_actor(rulebook, questionnaire), compile_actor_rules(rulebook, questionnaire, program))
    try:
        country, bodies, functions = (Compiled(part, rulesets_of(part)) for part in (program, *per_body))
    except EngineError as error:  # nothing is wrong with the engine: it is never given such a rulebook
        name = re.split(r"[#\[:]", str(error))[0]
        places = {**questionnaire.places, **{id_: place for id_, place, _ in conditions_of(rulebook)}}
        raise InputError.at(places.get(name, Place(str(rules))), str(error), code="beyond-engine-bound") from None
    return Library(
        questionnaire,
        passages,
        wording,
        rulebook,
        country,
        bodies,
        functions,
        ours.digest,
        told.digest,
        knowledge / EXAMPLES,
        rules,
        ours.version,
        told.version,
    )


def _digest(folder: Path, *endings: str) -> str:
    """SHA-256 over names and contents of the files of a folder, but examples, settings and history, which decide nothing."""
    total = hashlib.sha256()
    paths: dict[str, Path] = {}
    for at, folders, files_ in os.walk(folder):
        below = Path(at).relative_to(folder)
        named = [name for name in (*folders, *files_) if name.endswith(endings)]  # a folder so named is refused when read
        paths |= {(below / name).as_posix(): Path(at, name) for name in named}
    for name, path in sorted(paths.items()):
        if name.split("/")[0] in (EXAMPLES, LINT_SETTINGS, HISTORY) or name.endswith(CASES):
            continue
        for part in (os.fsencode(name), read_bytes(path)):
            total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()


def _cache_file(rules: Path, knowledge: Path, digest: str) -> Path | None:
    """Where this library would be cached: positions in messages depend on the folders, shapes on code and Python."""
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        base = given if given.is_absolute() else Path.home() / ".cache"
    except RuntimeError:  # there is no home
        return None
    modules = (path for pattern in ("*.py", "rulebook_reader/*.py") for path in Path(__file__).parent.glob(pattern))
    states = [(path.name, path.stat()) for path in sorted(modules)]
    code = ",".join(f"{name}:{state.st_size}:{state.st_mtime_ns}" for name, state in states)
    key = "|".join((digest, code, str(rules), str(knowledge), sys.version))
    return base / "wayhome" / f"{hashlib.sha256(key.encode(errors='surrogateescape')).hexdigest()}.pickle"


def _read_cache(path: Path) -> Library | None:
    """A cached library, only if the file is this user's own and no one else can write it."""
    with contextlib.suppress(Exception):
        if _is_ours(path.parent) and _is_ours(path):
            found = pickle.loads(path.read_bytes())
            return found if isinstance(found, Library) else None
    return None


def _write_cache(path: Path, library: Library) -> None:
    import tempfile  # a cached library needs none of it

    with contextlib.suppress(Exception):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not _is_ours(path.parent):
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=path.suffix, delete=False) as draft:
            pickle.dump(library, draft, protocol=pickle.HIGHEST_PROTOCOL)
        Path(draft.name).replace(path)
        newest_first = sorted(path.parent.glob(f"*{path.suffix}"), key=lambda file: file.stat().st_mtime, reverse=True)
        for old in newest_first[MOST_CACHED:]:
            old.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    if not hasattr(os, "getuid"):
        return True
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
