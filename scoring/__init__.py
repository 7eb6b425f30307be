"""The measure: transcripts, findings, score and feedback. Knows no interface, network or database."""
