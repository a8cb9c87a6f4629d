"""Answering a profile question by question: what is asked next, in which words, and what a typed line says."""
