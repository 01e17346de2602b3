"""Jobs and their schedule: read, decide, act; the only place where the pure and the acting sides meet."""
