"""The whole rulebook as pages that link to each other, in HTML or Markdown."""
