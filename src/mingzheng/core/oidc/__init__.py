"""Sign-in at somebody else's door: OpenID Connect as relying party. No records, no request; docs/sign-in.md."""
