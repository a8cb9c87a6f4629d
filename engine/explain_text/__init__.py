"""Explanations: why, why not, and what it hangs on, in sentences a domain expert reads."""
