"""The review of a brief by the bodies it concerns: forms out, answers in, a log that cannot be changed unnoticed."""
