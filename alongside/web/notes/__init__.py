"""What my notes say: pages for notes from elsewhere, beside the story."""
