"""The brief: from an `Advice` to a document tree, and from the tree to Markdown."""
