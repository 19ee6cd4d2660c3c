"""How people write markets' names: what CLDR and this project know of it, and how two spellings are compared."""
