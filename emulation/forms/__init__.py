"""The shapes in which staff type a plan."""
