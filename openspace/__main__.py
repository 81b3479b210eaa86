"""`python -m openspace` is the command line."""

from openspace.cli import main

main()
