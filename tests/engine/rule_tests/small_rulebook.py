"""A rulebook of a few lines over the shipped questionnaire: what a test adds, and the least a rulebook must have."""

from dataclasses import replace

from wayhome.engine.compile import compile_actor_rules, compile_rulebook, compile_some_actor
from wayhome.engine.library import Compiled, load_library
from wayhome.engine.rulebook import CRITERIA
from wayhome.engine.rulebook_reader.whole import load_rulebook

NOBODY = "{name: nobody asked, given: {}, expect: {is: [yes, no]}}"
RECOMMEND = """\
- recommend: referral.why
  title: Referral
  sector: structure
  need: {any: [{referral.use: [none, patchy]}, {referral.use.ends-inside-plan: yes}]}
  mode:
    - {is: create, when: {referral.use: none}}
    - {is: secure}
  gap: [{is: 3, when: {referral.use: none}}, {is: 1}]
  components:
    - {passage: referral.mou, done: {referral.parts.agreement: yes}}
    - {passage: sop.consent, when: {sop.use: none}, done: {sop.parts.consent: yes}}
  lead: migration-lead
  examples:
    - {name: there is none, given: {referral.use: none}, expect: {status: recommended, mode: create}}
"""
SKELETON = {
    "1-context/skeleton.yaml": f"""\
- finding: context.skeleton
  title: Nothing leads
  cites: [referral.why]
  table: [{{is: yes, when: {{lead.body: none}}}}, {{is: no}}]
  examples: [{NOBODY}]
""",
    "3-structures/referral.yaml": RECOMMEND,
    "5-priorities/weights.yaml": "".join(f"{name}: 1\n" for name in CRITERIA),
    "5-priorities/measures.yaml": """\
- measure: referral
  made_of: [referral.why]
  lead: migration-lead
  cluster: together
  step: 4
  months: [0, 3]
  instrument: {any: circular}
  cost: {any: none}
  criteria: {stakes: 1, leverage: 1, reach: [{is: 2, when: {returns.number: high}}, {is: 1}]}
""",
    "5-priorities/guards.yaml": "- {guard: debt, unless: {returns.obstacles.debt: no}}\n- gate: [lead.body]\n",
    "6-roadmap/steps.yaml": "- headline: context.skeleton\n"
    + "".join(
        f"- {{step: {i}, id: step-{i}, title: A step, cites: [step.1-sensitization], months: [0, 2]}}\n" for i in range(1, 7)
    ),
}


def finding(when, examples=NOBODY, title="A finding", id_="context.new"):
    """A yes/no finding; `when` and `examples` as a file writes them."""
    return f"""\
- finding: {id_}
  title: {title}
  cites: [referral.why]
  table:
    - is: yes
      when: {when}
    - {{is: no}}
  examples:
    - {examples}
"""


def small_library(folder, files):
    """The library of a rulebook that holds these files besides the skeleton; the same name replaces it."""
    for name, text in (SKELETON | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    known = load_library()
    rulebook = load_rulebook(folder, known.questionnaire, known.passages)
    program = compile_rulebook(rulebook, known.questionnaire)
    return replace(
        known,
        rulebook=rulebook,
        country=Compiled(program, ()),
        some_actor=Compiled(compile_some_actor(rulebook, known.questionnaire), ()),
        actor_rules=Compiled(compile_actor_rules(rulebook, known.questionnaire, program), ()),
        rules=folder,
    )
