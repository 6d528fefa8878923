"""collector: the call assistant that remembers every promise, the debtor's and ours."""

__version__ = "0.1.0"
