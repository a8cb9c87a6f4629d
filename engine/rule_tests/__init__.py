"""Tests of the rules by the examples beside them: do they hold, what do they leave untried, which faults would they miss?"""
