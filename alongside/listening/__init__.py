"""What people, carers and staff say about a service after a contact, and stories they lend it. Knows no space and no name."""
