"""Who would rank what first, and what no change of weights can alter."""
