"""An invented portfolio: believable, always the same for a day and a seed, with every situation of a call."""
