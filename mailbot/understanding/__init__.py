"""Understanding: screening, kinds, language, speakers and reports, from a Message and rules/*.toml. Pure."""
