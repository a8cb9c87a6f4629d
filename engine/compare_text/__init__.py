"""A comparison in sentences, and as plain values."""
