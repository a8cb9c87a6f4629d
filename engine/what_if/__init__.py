"""What if: a profile with some answers otherwise, taken through the whole pipeline, and all that changes, in one table.

`suppose` reads the answers, `conclude` draws the conclusions anew, `changes` compares, `words` and `compose` say it.
"""
