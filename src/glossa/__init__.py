"""glossa."""
