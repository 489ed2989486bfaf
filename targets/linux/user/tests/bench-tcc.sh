#!/bin/sh
# Compiles twenty units of 1500 lines and links them, as many as the Akeso paper's.
set -e
mkdir units
cd units
seq 300 | sed 's/.*/static int f&(int n, const int *p)\n{\n\tint sum = &;\n\tfor (int i = 0; i < n; i++) sum += p[i] * & + (sum >> 3);\n\treturn sum; }/' >all.c
echo 'int UNIT(int n, const int *p) { return f1(n, p) + f300(n, p); }' >>all.c
for unit in $(seq 20); do
	tcc -c -DUNIT=unit$unit -o unit$unit.o all.c
done
tcc -shared -nostdlib -o units.so *.o
[ -s units.so ]
cd ..
rm -r units
