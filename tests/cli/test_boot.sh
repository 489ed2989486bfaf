# Kernels that cannot be built, or that do not come to `ready`: the reason, the console's last lines, exit status 125, no result.
. "$(dirname "$0")/lib.sh" "$@"
campaign a.yaml 'policies: [none]'

# no_boot KIND TEXT...
no_boot() {
	tiny_flags "-DTINY_BOOT=$1"
	shift
	expect 125 run a.yaml -o r.kmend --no-plots
	says err "$@"
	[ ! -s out ] || fail 'data on stdout'
	[ ! -e r.kmend ] || fail 'a result without anything in it stays'
	[ "$(wc -c <err)" -lt 10000 ] || fail 'too much of the console'
	expect 125 sites "$tiny" --policy none
	says err "$1"
}
no_boot NO_ROOT 'the guest panicked before `ready`' 'last lines of the console' 'no root file system' '\x1B[2J'
no_boot TRIPLE 'the guest reset itself before `ready`' 'going down'
no_boot CHATTER 'flooded a serial port' 'dull kernel'
no_boot STRANGER 'no control block'
echo 'boot_seconds: 1' >>"$tiny/target.yaml"
no_boot SPIN 'no `ready` within 1 s' 'waiting for the disk' '\x1B]0;owned\x07'

# A build that fails shows the compiler's own line.
tiny_flags -DTINY_BOOT=
sed -i 's/^static int failed;/static int failed = nothing;/' "$tiny/tiny.c"
expect 125 run a.yaml
says err "undeclared identifier 'nothing'"
expect 125 build "$tiny" --policy none
says err "undeclared identifier 'nothing'"
sed -i 's/^build:.*/build: "true"/' "$tiny/target.yaml"
expect 125 build "$tiny" --policy none
says err image.elf
sed -i 's/^build:.*/build: "printf '"'\\\\\\\\033[31mbad'"' >\&2; exit 3"/' "$tiny/target.yaml"
expect 125 build "$tiny" --policy none
says err bad
