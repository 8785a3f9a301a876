"""Other systems: who they are and what they may do, what they brought in, what they are told."""
