"""What people read: instants, durations, percentages, names of states and plain sentences as text, in one language."""
