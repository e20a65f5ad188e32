"""How fast the product is beside what people would use instead: `make bench`."""
