"""What a person fills in for the steps of an application. Errors say what to do; nothing typed is lost."""
