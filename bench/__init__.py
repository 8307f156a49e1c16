"""What `make bench` measures: the product against absolute limits and against the best peers, in turn in the same run."""
