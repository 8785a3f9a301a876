"""The staff face: queue, case, act — driven by the declared procedures."""
