"""How tables are written down: encodings, separators and headers of text, and workbooks.

A format is a class that is a ``loaders.reading.TableFile``; its suffix stands in ``loaders.finding``, and nothing else
knows of it.
"""
