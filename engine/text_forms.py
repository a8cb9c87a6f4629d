"""The forms that ids, codes and versions have in our files, and what messages call them."""

from __future__ import annotations

ID = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
IMPLICATION_ID = r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$"
CODE = r"^[a-z]+(-[a-z]+)*$"
_NUMBER = "(0|[1-9][0-9]{0,8})"
VERSION = rf"^{_NUMBER}\.{_NUMBER}\.{_NUMBER}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$"
"""Three numbers, as semver.org has them; a fork may add its own name after a plus sign."""
FORMS = {
    ID: "small letters, digits and hyphens, in parts joined by dots",
    IMPLICATION_ID: "letters, digits and hyphens, in parts joined by dots",
    CODE: "words in small letters, joined by hyphens",
    VERSION: "three numbers such as 1.2.0, or with a name as in 1.2.0+gha",
}
