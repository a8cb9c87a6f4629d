"""Pages and pictures set by typst, with our own fonts: the same bytes on every machine.

In: source of ours and, apart from it, data as text. Out: a PDF or a PNG. What a person typed is only ever data: typst does
not read it as source.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import Literal

from wayhome.engine.extras import need


def typeset(
    source: str,
    data: Mapping[str, str],
    form: Literal["pdf", "png"],
    *,
    dots_per_inch: int = 300,
    standards: tuple[Literal["ua-1", "a-2a"], ...] = (),
) -> bytes:
    """What the source makes of the data.

    Args:
        source: in the language of typst; it reads the data as `sys.inputs`.
        data: texts by name.
        form: a PDF, or a PNG if there is one page only.
        dots_per_inch: of a PNG.
        standards: which a PDF keeps to.

    Raises:
        InputError: if typst is not installed.
    """
    need("typst", "documents")
    import typst

    with as_file(files("wayhome.engine") / "fonts") as folder:
        made = typst.compile(
            source.encode(),
            format=form,
            ppi=float(dots_per_inch),
            sys_inputs=dict(data),
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[folder]),
            pdf_standards=list(standards),
        )
    assert isinstance(made, bytes)
    return made
