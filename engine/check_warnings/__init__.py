"""What deserves a second look in a profile: one module for each kind of thing, put together by `found`."""
