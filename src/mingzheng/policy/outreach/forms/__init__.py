"""What a person fills in for lectures, courseware and relays. Errors stand in place; nothing typed is lost."""
