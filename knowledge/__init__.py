"""What we were told and what we ask: passages, questions, example profiles. Data, no code."""
