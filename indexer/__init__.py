"""The second floor: text becomes words, vectors and prints, and these an index.

Owns the index, which is derived from the store and can be thrown away.
"""
