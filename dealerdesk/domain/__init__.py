"""Pure values and rules of the trade: no input, no output, no clock."""
