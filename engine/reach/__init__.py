"""What would bring a thing about: the smallest sets of answers that give a recommendation, measure or finding a value.

`targets` reads what is to be reached, `candidates` says which answers may turn out or be changed, `search` tries every set
of up to three of them on bit planes, `proof` looks beyond three, `reach` puts it together.
"""
