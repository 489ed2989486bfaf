#!/bin/sh
# check_sarif.sh ROOT FILE: is FILE what tests/schemas/sarif-2.1.0-used.json asks? Prints each error; 77 without the validator (Debian's
# libjson-validator-perl).
perl -MJSON::Validator -e 1 2>/dev/null || { echo 'no JSON::Validator'; exit 77; }
exec perl -MJSON::Validator -MMojo::JSON=decode_json -MMojo::File=path -e '
	my $validator = JSON::Validator->new;
	$validator->schema(decode_json(path($ARGV[0])->slurp));
	my @errors = $validator->validate(decode_json(path($ARGV[1])->slurp));
	print "$_\n" for @errors;
	exit @errors != 0;
' "$1/tests/schemas/sarif-2.1.0-used.json" "$2"
