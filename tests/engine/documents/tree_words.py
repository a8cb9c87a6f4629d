"""The words of a document, straight from its tree, as every page has to hold them."""

from wayhome.engine.brief.tree import Grid, Heading, Items, Note, Paragraph, Picture, Text


def line_words(parts):
    return "".join(f"[{part.key}]" if isinstance(part, Note) else Text(part.text).text for part in parts)


def has_title(document):
    first = document.blocks[0] if document.blocks else None
    return isinstance(first, Heading) and any(getattr(part, "text", "").strip() for part in first.line)


def tree_words(document, words):
    """The words in order; an empty heading of a first column has a label on pages, and a picture its caption."""
    found = [] if has_title(document) else [words.untitled]
    for block in document.blocks:
        match block:
            case Heading(_, of) | Paragraph(of):
                found.append(line_words(of))
            case Items(of):
                found += map(line_words, of)
            case Grid(head, rows):
                cells = [line_words(cell) for cell in head]
                found += [cells[0] if cells[0].strip() else words.number, *cells[1:]]
                found += [line_words(cell) for row in rows for cell in row]
            case Picture():
                found.append(line_words(block.title))
    return " ".join(found).split()


def note_words(document):
    return " ".join(f"[{key}] {line_words(of)}" for key, of in document.notes).split()
