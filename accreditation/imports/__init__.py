"""Files of indicators and submissions: read and checked whole, then recorded all at once as other evidence."""
