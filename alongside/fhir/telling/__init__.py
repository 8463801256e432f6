"""One file for each sort of resource: what a line about it says. Only words here; checking is done before."""
