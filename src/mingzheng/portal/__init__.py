"""The public face: what citizens and enterprises see."""
