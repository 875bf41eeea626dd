"""Business reports on A4: values in, pages out."""
