"""Engines that walk releases outside this process."""
