"""Stand-ins for the systems that talk to the house: 12345, the city request platform, an OA, the library, a receiver of events."""
