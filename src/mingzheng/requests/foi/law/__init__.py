"""What the law says of requests, as pure functions and dated data: clocks, outcomes, remedies, fees, tables."""
