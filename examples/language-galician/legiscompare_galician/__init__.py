"""Galician for legiscompare: how its laws are numbered. The data stands in the TOML files of this folder.

Without a folder `lexicon` texts of the language are read, cut into norms, paired and diffed; no direction is given. The
page "Add a language" says how to go on from here.
"""
