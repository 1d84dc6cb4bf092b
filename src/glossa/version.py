"""The version, where both the package and the signature of a result find it."""

__version__ = "0.1.0"
