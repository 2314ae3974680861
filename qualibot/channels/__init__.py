"""Where people are: every channel translates between its vendor and the model, and none knows another."""
