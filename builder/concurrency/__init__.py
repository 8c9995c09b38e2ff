"""Concurrency: processes, threads, and the lock that lets one build run at a time."""
