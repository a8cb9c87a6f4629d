"""What an edition's readers may not see is absent from every output; the ministerial edition has a gate.

Who may see what (x), in every format of a brief, its summary, the briefs for one body, JSON, pictures and the matrix:

| what                                                   | draft | ministerial | adviser | confidential |
|-|-|-|-|-|
| evidence and name behind an answer that is withheld    |       |             |         | x            |
| what only a withheld answer could decide               |       |             |         | x            |
| answers asked on request, what follows from them       |       |             |         | x (1)        |
| a body of which something is withheld                  |       |             |         | x            |
| how a body was rated                                   |       |             | x       | x            |
| measures and guards for the adviser                    |       |             | x       | x            |
| points of the order, beside each action of the matrix  |       |             | x       | x            |
| everything else                                        | x     | x           | x       | x            |

(1) Never in the matrix, nor the measures for that edition alone: a matrix travels. Briefs for one body are made in the first
two editions only: what is for the adviser never reaches another body.

`wayhome check` is the adviser's own tool and speaks to no other reader: it counts what is withheld, and never names it.
"""

import io
import json
import re
import shutil
import struct
import zipfile

import pytest

from wayhome import __version__, advise, compare, load_profile, priorities
from wayhome.engine.api import LoadedProfile
from wayhome.engine.brief.compose import compose
from wayhome.engine.brief.pictures.gallery import PICTURES
from wayhome.engine.brief.tree import Picture, words_of
from wayhome.engine.documents import docx_blocks, pdf
from wayhome.engine.documents.formats import FORMATS
from wayhome.engine.errors import InputError
from wayhome.engine.explain_text.measure import reasons
from wayhome.engine.library import shipped
from wayhome.engine.matrix_files import to_csv, write_xlsx
from wayhome.engine.profile_reader import read_profile
from wayhome.engine.rulebook import CRITERIA

SECRET = "unmistakable-evidence-of-a-withheld-answer"
PROFILE = f"""\
wayhome: 1
country: XX
date: 2026-06
answers:
  service.protection: {{answer: withheld, evidence: {SECRET}}}
  service.psychosocial: patchy
"""


@pytest.fixture
def profile(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return load_profile(path)


@pytest.mark.parametrize("edition", ["draft", "adviser"])
def test_what_only_a_withheld_answer_could_decide_is_nowhere(profile, edition):
    found = advise(profile, edition=edition)
    for text in (found.to_markdown(), found.to_json()):
        assert SECRET not in text
        assert "opportunity.social-welfare.vulnerable-services" not in text
        assert '"service.protection"' not in text


def test_the_confidential_edition_raises_it(profile):
    found = advise(profile, edition="confidential")
    assert "opportunity.social-welfare.vulnerable-services" in found.to_markdown()
    assert "opportunity.social-welfare.vulnerable-services" in found.to_json()


def test_a_withheld_answer_makes_no_scoping_task(profile):
    questions = {q for step in advise(profile).to_result().roadmap.steps for task in step.tasks for q in task.questions}
    assert "service.protection" not in questions
    assert "returns.number" in questions


def test_a_withheld_answer_narrowed_by_a_rule_stays_silent(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE + "  returns.obstacles: {answer: {safety: yes}}\n", encoding="utf-8")
    text = advise(load_profile(path)).to_markdown()
    assert "opportunity.social-welfare.vulnerable-services" not in text


@pytest.mark.parametrize("name", ["civ", "gha-2021"])
def test_the_ministerial_edition_of_a_thin_profile_is_refused_with_what_is_missing(name):
    with pytest.raises(InputError) as refused:
        advise(load_profile(f"example:{name}"), edition="ministerial")
    text = str(refused.value)
    assert "returns.number" in text
    assert "--edition draft" in text


def test_the_ministerial_edition_of_a_complete_profile_is_made():
    assert "ministerial edition" in advise(load_profile("example:xx"), edition="ministerial").to_markdown()


def test_words_beside_a_partly_withheld_answer_are_withheld_too(tmp_path):
    path = tmp_path / "profile.yaml"
    groups = f"{{answer: {{minorities: withheld, women-workers: yes}}, evidence: {SECRET}}}"
    path.write_text(f"wayhome: 1\ncountry: XX\nanswers:\n  returns.groups: {groups}\n", encoding="utf-8")
    found = advise(load_profile(path))
    assert SECRET not in found.to_markdown() + found.to_json()
    assert '"returns.groups.minorities"' not in found.to_json()
    assert '"returns.groups.women-workers"' in found.to_json()
    assert SECRET in advise(load_profile(path), edition="confidential").to_json()


def test_a_list_withheld_as_a_whole_is_not_asked_for(tmp_path):
    path = tmp_path / "profile.yaml"
    path.write_text("wayhome: 1\ncountry: XX\nanswers:\n  returns.obstacles: withheld\n", encoding="utf-8")
    found = advise(load_profile(path))
    asked = {q for step in found.to_result().roadmap.steps for task in step.tasks for q in task.questions}
    assert "returns.obstacles" not in asked
    assert "returns.obstacles" not in {unknown.question for unknown in found.to_result().unknowns}


def test_a_guard_for_the_adviser_leaves_no_trace_in_other_editions():
    for edition, is_seen in (("draft", False), ("adviser", True)):
        found = advise(load_profile("example:xx"), edition=edition).to_json()
        assert ('"capture#unless"' in found) is is_seen


def drawn(found):
    """The names of the pictures of a brief; every word and shape of theirs, in each form they have."""
    pictures = [block for block in compose(found.advice, __version__, reasons).blocks if isinstance(block, Picture)]
    text = "\n".join(f"{words_of(p.title)}\n{p.alternative}\n{p.svg}\n{p.mermaid}" for p in pictures)
    assert all(p.mermaid in found.to_markdown(mermaid=True) for p in pictures)
    return {p.name for p in pictures}, text


@pytest.mark.parametrize("edition", ["draft", "ministerial"])
def test_pictures_for_the_adviser_are_in_no_other_edition(edition):
    names, text = drawn(advise(load_profile("example:xx"), edition=edition))
    assert names == {"timeline", "intervals", "firmness"}
    for words in ("influence", "quadrantChart", "not yet", "in part<", "sectors-", "preconditions-", "stakeholders-"):
        assert words not in text


@pytest.mark.parametrize("edition", ["adviser", "confidential"])
def test_the_adviser_is_shown_all_of_them(edition):
    names, text = drawn(advise(load_profile("example:xx"), edition=edition))
    assert names == {"preconditions", "timeline", "intervals", "firmness", "stakeholders", "sectors"}
    for words in ("much influence", "quadrantChart", "not yet", "in part<"):
        assert words in text


@pytest.mark.parametrize("edition", ["draft", "adviser"])
def test_what_is_withheld_is_in_no_picture(profile, edition):
    raised = "harmed or at risk"
    _, text = drawn(advise(profile, edition=edition))
    assert SECRET not in text
    assert raised not in text
    assert raised in drawn(advise(profile, edition="confidential"))[1]


@pytest.mark.parametrize("edition", ["draft", "adviser"])
def test_a_body_of_which_something_is_withheld_is_in_no_picture(tmp_path, edition):
    path = tmp_path / "path.yaml"
    bodies = f"{{a: {{name: {SECRET}, influence: high, interest: withheld}}, b: {{name: An Office, influence: low}}}}"
    path.write_text(f"wayhome: 1\ncountry: XX\nanswers:\n  stakeholders.actors: {{answer: {bodies}}}\n", encoding="utf-8")
    assert SECRET not in drawn(advise(load_profile(path), edition=edition))[1]
    assert SECRET in drawn(advise(load_profile(path), edition="confidential"))[1]


def test_a_date_that_is_withheld_is_in_no_picture(tmp_path):
    path = tmp_path / "path.yaml"
    dates = f"{{answer: {{budget: withheld, labour: {{date: 2026-09, title: Shown}}}}, evidence: {SECRET}}}"
    frame = "{answer: {start: 2026-07, months: 12}}"
    path.write_text(
        f"wayhome: 1\ncountry: XX\ndate: 2026-06\nanswers:\n  frame.start-horizon: {frame}\n  frame.openings: {dates}\n",
        encoding="utf-8",
    )
    _, text = drawn(advise(load_profile(path)))
    assert ">Shown<" in text
    assert "The budget<" not in text
    assert SECRET not in text


# A profile that holds everything, under a rulebook with a measure for the adviser alone: every output of every edition is
# searched for every secret.

EDITIONS = ("draft", "ministerial", "adviser", "confidential")
FOR_OTHERS = ("draft", "ministerial")
ADVISERS = ("adviser", "confidential")
CONFIDENTIAL = ("confidential",)
SECRETS = {
    "evidence of a withheld answer": ("evidence-that-is-withheld", CONFIDENTIAL),
    "source of a withheld answer": ("source-that-is-withheld", CONFIDENTIAL),
    "what only a withheld answer could decide": ("Help for people who come back harmed or at risk", CONFIDENTIAL),
    "the same by its id": ("opportunity.social-welfare.vulnerable-services", CONFIDENTIAL),
    "evidence given on request": ("evidence-given-on-request", CONFIDENTIAL),
    "what follows from an answer on request": ("onfidential help for people at risk", CONFIDENTIAL),
    "the same by its measure": ("care.at-risk", CONFIDENTIAL),
    "a body of which something is withheld": ("body-that-is-withheld", CONFIDENTIAL),
    "ratings of bodies": ("much influence", ADVISERS),
    "a measure for the adviser": ("laces under pressure", ADVISERS),
    "the same by its part": ("opportunity.environment.green-jobs", ADVISERS),
    "a guard for the adviser": ("ne voice too strong", ADVISERS),
    "points beside an action": ("Points, assured", ADVISERS),
}
"""What is looked for, and the editions that may hold it."""
NEVER_IN_A_MATRIX = ("evidence given on request", "what follows from an answer on request", "the same by its measure")


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """The full example with an answer on request, a withheld answer, a body half withheld, and a measure for the adviser."""
    folder = tmp_path_factory.mktemp("everything")
    shutil.copytree(shipped("rules"), folder / "rules")
    services = folder / "rules" / "5-priorities" / "measures" / "services.yaml"
    before, measure = services.read_text(encoding="utf-8").split("- measure: environment\n")
    changed = measure.replace("audience: brief", "audience: adviser", 1)
    assert changed != measure
    services.write_text(f"{before}- measure: environment\n{changed}", encoding="utf-8")
    text = (shipped("knowledge") / "profiles" / "xx.yaml").read_text(encoding="utf-8")
    hidden = "  service.protection: {answer: withheld, evidence: evidence-that-is-withheld, source: withheld}\n"
    text, count = re.subn(r"(?m)^  service\.protection:\n(    .*\n)+", hidden, text)
    assert count == 1
    text = text.replace("sources:\n", "sources:\n  withheld: {title: source-that-is-withheld}\n", 1)
    text += "  risk.help: {answer: none, evidence: evidence-given-on-request}\n"
    text += "  risk.law: {answer: hostile, evidence: evidence-given-on-request}\n"
    body = "      hidden: {name: body-that-is-withheld, category: ngos, influence: high, interest: withheld}\n"
    text = text.replace(
        "    complete: yes\n    evidence: Nine bodies", f"{body}    complete: yes\n    evidence: Nine bodies", 1
    )
    assert body in text
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    return load_profile(folder / "p.yaml", rules=folder / "rules")


def text_of(form, kind, document):
    """What can be read in a file; of a PDF, what is handed over to be set."""
    if form == "pdf":
        with pytest.MonkeyPatch.context() as patch:
            given = []
            patch.setattr(pdf, "typeset", lambda source, data, form, **_: given.append(json.loads(data["brief"])) or b"")
            kind.write(document)
        return "\n".join(said(given[0]))
    if form == "docx":
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(docx_blocks, "to_png", lambda svg: SMALLEST_PNG)
            content = kind.write(document)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
        return "\n".join([*parts, *(re.sub("<[^>]+>", "", part) for part in parts)])
    return kind.write(document)


SMALLEST_PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 1, 1)


def said(told):
    """Every text in what a page is told; the pieces of one text together."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for value in told.values():
            yield from said(value)
    elif isinstance(told, list):
        is_pieces = all(isinstance(part, str) for part in told)
        yield from ["".join(told)] if is_pieces else [text for part in told for text in said(part)]


@pytest.fixture(scope="module")
def plain(everything, tmp_path_factory):
    """The full example as it is, under the same rulebook: it withholds nothing that the other withholds."""
    library = everything.library
    path = tmp_path_factory.mktemp("plain") / "p.yaml"
    shutil.copyfile(shipped("knowledge") / "profiles" / "xx.yaml", path)
    return LoadedProfile(read_profile(str(path), library.questionnaire, library.examples), library)


@pytest.fixture(scope="module")
def outputs(everything, plain, tmp_path_factory):
    """By edition and name, the text of everything that can be made."""
    found = {}
    for edition in EDITIONS:
        advised = advise(everything, edition=edition)
        documents = {"brief": advised.to_document(), "summary": advised.to_document(summary=True)}
        if edition in FOR_OTHERS:
            documents |= {role: advised.to_document(body=role) for role in everything.library.questionnaire.roles}
        texts = {
            f"{name} as {form}": text_of(form, kind, document)
            for name, document in documents.items()
            for form, kind in FORMATS.items()
        }
        texts["brief with diagrams"] = advised.to_markdown(mermaid=True)
        texts["json"] = advised.to_json()
        matrix = advised.to_matrix()
        texts["matrix as csv"] = to_csv(matrix).decode("utf-8-sig")
        path = tmp_path_factory.mktemp(edition) / "plan.xlsx"
        write_xlsx(matrix, path)
        with zipfile.ZipFile(path) as archive:
            texts["matrix as xlsx"] = "\n".join(archive.read(name).decode() for name in archive.namelist())
        for name in PICTURES:
            try:
                picture = advised.picture(name)
            except InputError:  # not for these readers
                continue
            texts[f"picture {name}"] = picture.svg + picture.mermaid + picture.alternative
        for name, sides in (("a new profile", (plain, everything)), ("an old one", (everything, plain))):
            compared = compare(*sides, edition=edition)
            texts[f"comparison with {name}"] = compared.to_text() + compared.to_json()
        since = advise(everything, edition=edition, previous=plain)
        texts["brief since"] = since.to_markdown() + since.to_json()
        prioritised = priorities(everything, [dict.fromkeys(CRITERIA, 1)], edition=edition)
        texts["priorities"] = prioritised.to_text() + prioritised.to_json()
        found[edition] = texts
    return found


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_is_in_no_output_of_an_edition_that_may_not_hold_it(outputs, edition, secret):
    words, may_hold = SECRETS[secret]
    holding = [name for name, text in outputs[edition].items() if words in text]
    if edition not in may_hold:
        assert holding == []
    else:
        assert holding, "a secret that is nowhere proves nothing"


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("secret", SECRETS)
def test_a_brief_in_word_or_pdf_holds_what_it_holds_in_markdown(outputs, edition, secret):
    words, _ = SECRETS[secret]
    is_held = words in outputs[edition]["brief as md"]
    assert all(is_held is (words in outputs[edition][f"brief as {form}"]) for form in ("docx", "pdf") if is_held)


@pytest.mark.parametrize("secret", NEVER_IN_A_MATRIX)
def test_what_is_for_the_confidential_edition_alone_is_in_no_matrix(outputs, secret):
    words, _ = SECRETS[secret]
    assert not [
        name for edition in EDITIONS for name, text in outputs[edition].items() if "matrix" in name and words in text
    ]


@pytest.mark.parametrize("edition", ADVISERS)
def test_no_body_receives_a_brief_in_an_edition_for_the_adviser(everything, edition):
    with pytest.raises(InputError, match="is not for other bodies to read"):
        advise(everything, edition=edition).to_markdown(body="ministry-labour")
