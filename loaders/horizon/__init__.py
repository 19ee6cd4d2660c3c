"""Projects of Horizon Europe and who takes part, by CORDIS."""
