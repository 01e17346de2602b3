"""config.toml and the environment: typed, checked, explained."""
