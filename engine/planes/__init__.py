"""The rulebook for thousands of profiles at once: one bit for each scenario, 64 of them to a machine word.

`circuit` holds gates, `flatten` turns a `Program` into them, `standings` adds how measures stand, `machine` runs them with
NumPy, `order` compares measures, `worlds` draws scenarios.

The results equal those of `evaluate`, `recommend` and `prioritise`, bit for bit.
"""
