"""A brief as documents people read and sign: HTML, Word, PDF, and Markdown read back; one document tree for all of them."""
