"""The way from questions to findings to recommendations to measures, drawn."""
