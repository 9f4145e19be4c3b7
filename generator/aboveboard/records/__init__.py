"""What people write: files with YAML and Markdown, read into a register, every problem on its line."""
