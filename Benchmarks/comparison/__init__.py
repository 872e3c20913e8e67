"""Tollgate measured beside nginx, HAProxy and Envoy; see Benchmarks/README.md."""
