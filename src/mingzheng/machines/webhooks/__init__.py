"""Public facts, told to addresses that an administrator entered: signed, tried again, paused when nobody answers."""
