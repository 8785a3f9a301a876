"""A provider for trials: whoever clicks becomes a made-up person. It answers only in a demonstration. docs/sign-in.md."""
