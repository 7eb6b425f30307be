"""What a coach should know about content before it is used: faults, thin places, and how the cast fares."""
