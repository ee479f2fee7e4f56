"""What a Word file's styles say: which text is hidden, which is raised, which paragraphs are numbered."""

from collections.abc import Iterator

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off", "none"}


def child(node, *path: str):
    """Return the element at the end of a path of children's names, or None where one is missing."""
    for name in path:
        if node is None:
            return None
        node = node.find(W + name)
    return node


def value(node, name: str = "val") -> str:
    """Return an attribute of an element, "" where there is neither."""
    return "" if node is None else node.get(W + name, "")


class Styles:
    """The styles of one document by id."""

    def __init__(self, root) -> None:
        found = [] if root is None else root.findall(W + "style")
        self.nodes = {node.get(W + "styleId", ""): node for node in found}
        defaults = (node for node in found if node.get(W + "default") and node.get(W + "type") == "paragraph")
        self.default = next((node.get(W + "styleId", "") for node in defaults), "")

    def chain(self, style: str) -> Iterator:
        """Yield a style and those it is based on, nearest first."""
        seen = set()
        while style in self.nodes and style not in seen:
            seen.add(style)
            yield self.nodes[style]
            style = value(child(self.nodes[style], "basedOn"))

    def of_run(self, run, name: str, paragraph_style: str = ""):
        """Return a property of a run (w:rPr) by name: its own, or else its character style's, or its paragraph's."""
        own = child(run, "rPr")
        styles = (value(child(own, "rStyle")), paragraph_style)
        places = [own, *(child(node, "rPr") for style in styles for node in self.chain(style))]
        return next((found for place in places if (found := child(place, name)) is not None), None)


def is_on(node) -> bool:
    """Return whether a switch such as w:vanish is set: it is there and does not say off."""
    return node is not None and value(node).lower() not in OFF
