#!/bin/sh
# Looks for one name in a tree of 200 folders and 4000 files, twenty times; the shell makes the tree without starting a program for each file.
set -e
mkdir tree
cd tree
mkdir $(seq 200)
for folder in *; do
	for file in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		: >$folder/file$file
	done
done
: >150/wanted
[ "$(/usr/bin/find . . . . . . . . . . . . . . . . . . . . -name wanted | wc -l)" = 20 ]
cd ..
rm -r tree
