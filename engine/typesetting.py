"""Pages and pictures set by typst, with our own fonts: the same bytes on every machine.

In: source of ours and, apart from it, data as text. Out: a PDF or a PNG. What a person typed is only ever data: typst does
not read it as source.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib.resources import as_file, files
from typing import Literal

from wayhome.engine.extras import need

_NO_SIGN = "could not be displayed with font"


def typeset(
    source: str,
    data: Mapping[str, str],
    form: Literal["pdf", "png"],
    *,
    dots_per_inch: int = 300,
    standard: Literal["ua-1"] | None = None,
) -> bytes:
    """What the source makes of the data.

    Args:
        source: in the language of typst; it reads the data as `sys.inputs`.
        data: texts by name.
        form: a PDF, or a PNG if there is one page only.
        dots_per_inch: of a PNG.
        standard: which a PDF keeps to, unless a text has a sign that our fonts lack: no standard lets it stand as a box.

    Raises:
        InputError: if typst is not installed.
    """
    need("typst", "documents")
    import typst

    with as_file(files("wayhome.engine") / "fonts") as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
        compiler = typst.Compiler(font_paths=fonts, sys_inputs=dict(data))
        compile_ = partial(compiler.compile, source.encode(), format=form, ppi=float(dots_per_inch))
        try:
            made = compile_(pdf_standards=[standard] if standard else [])
        except typst.TypstError as error:
            if _NO_SIGN not in str(error):
                raise
            made = compile_()
    assert isinstance(made, bytes)
    return made
