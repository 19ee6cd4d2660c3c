"""What is measured, and how: ``python -m bench`` (see ``bench/__main__.py``)."""
