"""What a person's days and a service's answers can honestly show, and how sure anybody can be. Knows no database and no page."""
