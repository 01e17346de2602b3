"""Another call than the one mailbot was made for: another region, four languages, three kinds, and no other code."""
