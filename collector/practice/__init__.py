"""Practice: invented debtors, one for every situation, each with a role for whoever plays the other end of the line."""
