"""How what people type is taken for names."""
