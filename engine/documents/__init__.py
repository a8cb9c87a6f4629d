"""A brief as documents people read and sign: HTML, and Markdown read back; one document tree for all of them."""
