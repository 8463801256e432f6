"""Pages for those who plan or pay for services: what a service shows them of itself, and where its lead says so."""
