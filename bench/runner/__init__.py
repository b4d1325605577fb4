"""What bench/run does, step by step: environment, inputs, engines, measurements, report."""
