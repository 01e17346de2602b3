"""Where names of organisations stand, in three languages: one finder for people's houses and for reports. Pure.

extents.py says where a name ends that begins at a word; finding.py every name of a text; rows.py the names it begins
with, several in a row; pieces.py cuts a line of names; housenames.py and names.py clean them. Whose house it is
(speakers/houses.py) and who submits (reports/submitters.py) is asked elsewhere.
"""
