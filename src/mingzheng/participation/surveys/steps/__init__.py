"""What the steps of surveys and calls change."""
