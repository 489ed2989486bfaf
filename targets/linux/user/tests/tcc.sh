#!/bin/sh
# Compiles, links and runs a program.
set -e
tcc -nostdlib -o sieve /tests/data/sieve.c
[ "$(./sieve)" = 303 ]
rm sieve
