"""Where the time of one small GET goes; see Benchmarks/README.md."""
