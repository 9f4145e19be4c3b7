"""A forge (GitHub) as a place where people write: issues become requests, and work of ours becomes a pull request.

- `request` reads the event that a workflow was started by; pure.
- `proposal` puts the changed records on a branch; `github` speaks to the forge about it.
"""
