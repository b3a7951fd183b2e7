"""What changed between two outputs, row by row; offsets, numbers and names of files are not a change."""
