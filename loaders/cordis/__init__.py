"""Who took part in projects of Horizon 2020, by CORDIS."""
