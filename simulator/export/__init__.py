"""One session as a page to read elsewhere."""
