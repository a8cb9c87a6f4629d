"""What differs between two advices, and because of which answers or rules."""
