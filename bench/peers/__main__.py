"""`python -m bench.peers`: install the peers that are missing."""

from bench.peers import install

install()
