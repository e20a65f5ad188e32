"""The floor: the least work that writes the words of our build, with no product in it.

One YAML parser (in C), strings, zip. It trusts its input, which only `bench.plans` writes: no
checks, no places, no templates, no forms. What it writes can be opened and carries, file by file,
the words of the files that we write: `bench.same_words` compares them. Little can be faster in
this language; a product is to stay near it.
"""
