"""Engines that find mentions, one small file each."""
