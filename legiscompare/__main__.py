"""`python -m legiscompare` is the command `legiscompare`."""

from legiscompare.cli import main

if __name__ == "__main__":
    main(prog_name="legiscompare")
