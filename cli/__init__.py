"""The command line: one short file a command group; each parses, calls the engine once and prints."""
