"""What monitoring sees of the platform: probes, metrics, one line of log for each request. None of it holds personal data."""
