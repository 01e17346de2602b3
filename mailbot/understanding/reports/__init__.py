"""What each attachment is, and what report a message submits: title, organisations, files. Pure; decides no kinds."""
