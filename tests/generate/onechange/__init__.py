"""One change at a time: small instruments that differ in exactly one thing whose direction is known by construction."""
