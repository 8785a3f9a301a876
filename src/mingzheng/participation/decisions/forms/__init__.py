"""What a person fills in for a catalogue or a matter."""
