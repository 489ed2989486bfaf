#!/bin/sh
# Redirections, here documents, descriptors, patterns for names.
set -e
exec 5>out 6<<-END
	first
	second
END
read -r line <&6
echo "$line" >&5
cat <&6 >&5
exec 5>&-
[ "$(cat out)" = "$(printf 'first\nsecond')" ]
: >a1 && : >a2 && : >b1
[ "$(echo a*)" = 'a1 a2' ]
(cd / && [ "$PWD" = / ])
set -o noclobber
! (echo x >out) 2>/dev/null
rm out a1 a2 b1
