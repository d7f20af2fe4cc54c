"""Invented inputs of real shape, always labelled as invented."""

from diogel.demo.layout import DEMO_NAME, lay_out_waves
from diogel.demo.partners import COUNCILS, write_partner_workbooks
from diogel.demo.people import write_populations
from diogel.demo.police import write_police_archive

__all__ = [
    "COUNCILS",
    "DEMO_NAME",
    "lay_out_waves",
    "write_partner_workbooks",
    "write_police_archive",
    "write_populations",
]
