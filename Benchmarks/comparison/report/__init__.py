"""What is shown of the results, and kept of them."""
