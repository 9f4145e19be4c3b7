"""Bytes on a disk: the cache of what was made before, trees of which only what changed is written, workers."""
