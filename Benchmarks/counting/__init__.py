"""What instructions and allocations cost: for Benchmarks/micro and Benchmarks/micro-compare."""
