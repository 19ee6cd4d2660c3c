"""Papers: an answer with everything that it rests on, as a page to print, as Markdown, as a table."""
