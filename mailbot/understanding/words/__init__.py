"""Words: texts cut into tokens, and what the rules know of words, names and honorifics, whoever reads them."""
