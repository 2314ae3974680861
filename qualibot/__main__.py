"""`python -m qualibot`."""

from qualibot.cli import main

if __name__ == "__main__":
    main()
