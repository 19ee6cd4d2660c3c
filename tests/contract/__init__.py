"""What every store does, tested once for all of them."""
