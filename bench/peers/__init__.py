"""Engines behind one small interface, each in a process of its own (worker.py)."""
