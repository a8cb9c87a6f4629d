"""Answers as people exchange them: workbooks for a spreadsheet program, forms for ODK and KoboToolbox."""
