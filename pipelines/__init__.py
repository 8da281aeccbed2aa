"""Moving data, one verb a job: `python -m pipelines <job>`."""
