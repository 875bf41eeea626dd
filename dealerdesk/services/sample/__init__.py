"""A made-up dealership: the demo, the benchmark's data and the tests' factory (``new --sample``)."""

from dealerdesk.services.sample.making import SamplePlan, make_sample

__all__ = ["SamplePlan", "make_sample"]
