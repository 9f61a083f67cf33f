"""Pages of campaigns and their plans."""
