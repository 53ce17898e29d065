"""The timeline engine: a framework and one practice's facts in, sets of days with their reasons out."""
