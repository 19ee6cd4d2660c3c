"""The ``opendoors`` command: thin verbs over the loaders, the store, the snapshot and the API's own schema."""
