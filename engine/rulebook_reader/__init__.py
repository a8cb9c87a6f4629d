"""A rules folder read: each kind of rule by a module of its own, then the whole of them."""
