"""Invented inputs of real shape, always labelled as invented."""

from diogel.demo.layout import DEMO_NAME, lay_out_waves

__all__ = ["DEMO_NAME", "lay_out_waves"]
