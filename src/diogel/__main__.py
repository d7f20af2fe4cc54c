"""`python -m diogel` is the command line."""

from diogel.cli import main

main()
