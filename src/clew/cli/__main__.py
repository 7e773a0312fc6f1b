"""`python -m clew.cli`: the command line by the interpreter that runs already."""

from clew.cli import main

main()
