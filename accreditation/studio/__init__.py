"""Between a framework document and the StreamField tree in which it is edited."""
