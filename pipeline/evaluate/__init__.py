"""Predictions against human annotation: GUIDELINES.md section 6."""
