"""A strict reader of HTML: every element closed in order, every attribute quoted once, or the test fails."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "hr", "wbr"}
BLOCKS = {"p", "li", "th", "td", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "title", "desc"}


@dataclass
class Element:
    tag: str
    attributes: dict
    children: list = field(default_factory=list)

    def walk(self):
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags):
        return [element for element in self.walk() if element.tag in tags]

    def one(self, tag):
        (found,) = self.all(tag)
        return found

    def by_class(self, name):
        return [element for element in self.walk() if name in element.attributes.get("class", "").split()]

    def by_id(self, id_):
        (found,) = [element for element in self.walk() if element.attributes.get("id") == id_]
        return found

    def text(self, without=()):
        """The text inside, without that of some classes; what stands in different blocks stands apart."""
        if set(self.attributes.get("class", "").split()) & set(without):
            return ""
        inside = "".join(child if isinstance(child, str) else child.text(without) for child in self.children)
        return f" {inside} " if self.tag in BLOCKS else inside

    def without(self, tag):
        """The same element, everything of this tag taken out of it."""
        self.children = [child for child in self.children if isinstance(child, str) or child.tag != tag]
        for child in self.children:
            if isinstance(child, Element):
                child.without(tag)
        return self

    def words(self, without=()):
        return self.text(without).replace("\u2060", "").split()


class _Strict(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.stack = [self.root]

    def handle_decl(self, decl):
        assert decl == "DOCTYPE html"
        assert not self.root.children

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute stands twice: {self.get_starttag_text()}"
        assert all(value is not None for _, value in attrs), f"an attribute without a value: {self.get_starttag_text()}"
        element = Element(tag, dict(attrs))
        self.stack[-1].children.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag, attrs):  # inside pictures only
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.stack[-1].tag == tag, f"</{tag}> closes <{self.stack[-1].tag}>, at {self.getpos()}"
        self.stack.pop()

    def handle_data(self, data):
        self.stack[-1].children.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction: {data}")

    def unknown_decl(self, data):
        raise AssertionError(f"a declaration: {data}")


def parse(text):
    """The page as a tree."""
    parser = _Strict()
    parser.feed(text)
    parser.close()
    assert len(parser.stack) == 1, f"<{parser.stack[-1].tag}> is never closed"
    return parser.root
