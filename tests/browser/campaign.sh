# The quickstart, once for all tests here: its images come from KMEND_CACHE, or are built.
set -eu
kmend=$1 root=$2 result=$5
cd "$root"
"$kmend" run campaigns/quickstart.yaml --renew --no-plots -o "$result"
