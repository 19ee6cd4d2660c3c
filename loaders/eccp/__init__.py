"""Cluster organisations as the European Cluster Collaboration Platform (ECCP) lists them."""
