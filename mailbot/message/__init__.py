"""Reading: from raw bytes to a Message value. Nothing here judges, stores or talks to a network."""
