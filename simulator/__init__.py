"""The practice room: people, moods, voices, sessions and their screens."""
