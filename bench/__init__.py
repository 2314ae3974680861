"""How fast the program is: one table, every ratio from one run. `python -m bench` prints it."""
