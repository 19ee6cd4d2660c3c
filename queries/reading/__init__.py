"""What any question reads of a day: relations with their evidence, presence, ties, names."""
