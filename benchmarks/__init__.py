"""What the documents claim, measured."""
