"""Answers as people exchange them: workbooks for a spreadsheet program, forms for ODK and KoboToolbox."""

import os

# openpyxl writes other bytes with lxml than without: which packages happen to be there must not matter. It looks when it is
# first imported, and no module in here is imported before this.
os.environ.setdefault("OPENPYXL_LXML", "False")
