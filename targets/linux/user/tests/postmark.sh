#!/bin/sh
# The mail server benchmark, small: creates, reads, appends to and deletes files.
set -e
mkdir mail
printf '%s\n' "set location $PWD/mail" 'set size 200 3000' 'set number 15' 'set transactions 25' 'set seed 7' 'set bias create 5' run quit |
	postmark >report
grep -q '15 created' report || grep -q 'files created\|created (' report
[ -z "$(ls mail)" ]
rm -r mail report
