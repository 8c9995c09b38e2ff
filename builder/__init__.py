"""Dateline: a folder of dated Markdown entries in, a published news timeline out."""

__version__ = "0.6.0"
