"""One rule a file, found by listing this package. A rule has NAME, ORDER, LOOKS_AT ("template", "text" or "button") and `check`."""
