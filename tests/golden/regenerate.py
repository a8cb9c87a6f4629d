"""Write the golden briefs anew (`make golden`); read the difference as a minister would before committing it."""

from pathlib import Path

from wayhome import advise, load_profile

FOLDER = Path(__file__).parent
EXAMPLES = ("civ", "geo", "gha-2021", "gha-2023", "mda", "srb", "xx", "xx-north")


def golden_brief(name: str) -> str:
    """The brief of an example without what changes with every edit of a rule file: version and hashes."""
    brief = advise(load_profile(f"example:{name}")).to_markdown()
    volatile = ("profile-sha256: ", "rulebook-sha256: ", "knowledge-sha256: ", "wayhome: ", "inference: ")
    return "".join(line for line in brief.splitlines(keepends=True) if not line.startswith(volatile))


if __name__ == "__main__":
    for name in EXAMPLES:
        (FOLDER / f"{name}.md").write_text(golden_brief(name), encoding="utf-8")
        print(f"written: {name}.md")
