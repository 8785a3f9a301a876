"""Systems that act in a post of a unit, and the tokens by which they are known."""
