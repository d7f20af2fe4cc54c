"""The command line: one command for each task, each calling one function."""

from diogel.cli.app import main

__all__ = ["main"]
