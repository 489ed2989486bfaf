# The campaign that breaks RS while it recovers others: pid 1 crashes every service on purpose, and that is no reason to refuse its golden runs.
. "$(dirname "$0")/lib.sh" "$@"

expect 0 run "$root/campaigns/multiserver-rs.yaml" --sample 5 --no-plots -o rs.kmend
says out 'planned 15 =' 'infra-error 0'
expect 0 report rs.kmend --table experiments --format csv
awk -F, '
	NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
	{ recovered += $column["recovered"]; }
	END { exit !(recovered >= 15) }' out || fail 'nobody was recovered'
