"""A made-up dealership: the demo, the benchmark's data and the tests' factory (``new --sample``)."""

from dealerdesk.services.sample.making import make_sample

__all__ = ["make_sample"]
