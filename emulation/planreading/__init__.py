"""What campaign does a plan written in Word describe? Pure functions: no database, no network, no model files."""
