"""Words not sent yet: kept while they are typed."""
