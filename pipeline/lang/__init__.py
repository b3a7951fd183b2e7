"""What several rooms need to read English: lexicons from `models/`, segmentation, grammar helpers."""
