"""The catalogue of European Digital Innovation Hubs (European Commission)."""
