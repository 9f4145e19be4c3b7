"""What git knows of the records: read only, and everything works without it."""
