#!/bin/sh
# The mail server benchmark of the Akeso paper, with fewer files and transactions: its default sizes of files.
set -e
mkdir mail
printf '%s\n' "set location $PWD/mail" 'set number 500' 'set transactions 6000' 'set seed 7' run quit | postmark >report
grep -q 'files created\|created (' report
[ -z "$(ls mail)" ]
rm -r mail report
