"""The command line: one file a group of commands; the only place where things are wired together."""
