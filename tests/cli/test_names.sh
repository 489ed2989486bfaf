# Names that drive a terminal, turn text around, or are no UTF-8, in every text of a result and of a console: no command and no
# format lets them out raw.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml
expect 0 run a.yaml -o a.kmend --no-plots

# What must not come out: control bytes, C1 as a byte and as UTF-8, what turns text around or hides it, what is no UTF-8.
clean() {
	iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1 || fail "$2: no UTF-8"
	! LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]' "$1" || fail "$2: a control byte"
	! LC_ALL=C grep -qP '\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xf3\xa0' "$1" ||
		fail "$2: a C1 control or a direction"
}

evil="x'6576696c 1b5b33316d 9b33316d c29b33316d e280ae e281a7 efbbbf f3a08081 ff c3 07 0d 0a 3c736372697074 3e 22 27 5c 24 28 69 64 29 7d 25 73'"
evil="CAST(x'$(echo "$evil" | tr -dc '0-9a-f')' AS TEXT)"
cp a.kmend evil.kmend
for column in site.identity site.file function.component function.unit function.name block.file stratum.component \
	experiment.reason experiment.signature experiment.place experiment.place_kind experiment.note policy.image_path; do
	table=${column%.*} name=${column#*.}
	case $column in
	site.identity | stratum.component) value="$evil || rowid" ;;
	*) value=$evil ;;
	esac
	[ $table = stratum ] && value="$evil || component || type"
	"$sql" evil.kmend "UPDATE $table SET $name = $value" || fail "sql: $column"
done
# run_clean ARGUMENT...: whatever it ends with, nothing raw comes out.
run_clean() {
	timeout 60 "$kmend" "$@" >out 2>err </dev/null
	[ $? -lt 130 ] || fail "kmend $* ended with a signal"
	[ -s out ] || [ -s err ] || fail "kmend $* says nothing"
	clean out "kmend $*"
	clean err "kmend $*"
}
run_clean gate evil.kmend --baseline a.kmend --junit junit.xml --sarif out.sarif
for file in junit.xml out.sarif; do
	[ ! -e $file ] || clean $file "$file"
done
for key in campaign target revision seed fault_model fault_types activation policies select workload detectors started finished \
	kmend_version qemu_version clang_version source_root source_folders units; do
	"$sql" evil.kmend "UPDATE meta SET value = $evil WHERE key = '$key'" || fail "sql: $key"
done
"$sql" evil.kmend "UPDATE policy SET name = $evil || rowid" || fail "sql: names"
"$sql" evil.kmend "UPDATE experiment SET log = packed(CAST($evil || log AS TEXT)), console = packed($evil)" || fail 'sql: log'

for format in text json csv markdown latex html; do
	run_clean report evil.kmend --table survivability --format $format
	says out evil
	run_clean report evil.kmend --format $format
	run_clean compare evil.kmend --format $format
	for table in experiments crashes components; do
		run_clean report evil.kmend --table $table --format $format
	done
done
run_clean report evil.kmend --plots plots
for file in plots/*; do
	[ ! -f "$file" ] || case $file in *.svg) clean "$file" "$file" ;; esac
done
run_clean list evil.kmend
says out evil
for id in 1 2 3 4; do
	run_clean explain evil.kmend $id
	says out evil emulator
	run_clean replay evil.kmend $id
done
run_clean merge merged.kmend evil.kmend
run_clean trend

# A console, and a log.
printf 'BUG: unable to handle page fault\302\233\342\200\256\033[31m\nRIP: 0010:evil\302\233name\342\200\256+0x1/0x2\nKernel panic - not syncing: \342\200\256\233\377evil\n' >console
run_clean classify --console console
run_clean classify --console console --format json
printf '@kmend 0 1 ready target=\302\233x\342\200\256*00\n\233\342\200\256\n' >log
run_clean classify log

# The name of a target, of a campaign and of a file.
name=$(printf 'a\302\233\342\200\256b')
run_clean run "$name.yaml"
printf 'name: "%s"\ntarget: %s\nfault_model: fail-stop\n' "$name" "$name" >"$name.yaml"
run_clean run "$name.yaml"
run_clean build "$name"
run_clean "$name"
run_clean report "$name.kmend"
cp a.kmend "$name.kmend"
run_clean report "$name.kmend"
run_clean list "$name.kmend"
