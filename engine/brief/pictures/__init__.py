"""The pictures of a brief: what people would rather look at than read, each beside the table or list that says the same."""
