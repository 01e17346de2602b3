"""The tests; they mirror mailbot/."""
