"""The work plan: a notice becomes tasks that units accept, carry out, prove and have verified."""
