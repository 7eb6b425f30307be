"""The local reader: what a trainee turn does, found without a network."""
