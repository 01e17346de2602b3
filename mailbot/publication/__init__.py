"""The page of the documents that were submitted: which are on it, their files, and how it is written."""
