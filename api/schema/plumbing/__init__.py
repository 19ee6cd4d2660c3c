"""What every type of the schema is made with: decorators, pages, scalars."""
