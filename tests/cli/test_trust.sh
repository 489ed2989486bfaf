# A result file that somebody sent: nothing that it names is run or opened, and nobody but its owner reaches the machine.
. "$(dirname "$0")/lib.sh" "$@"
tiny_flags -DTINY_QUICK
campaign a.yaml 'policies: [none]'
expect 0 run a.yaml -o a.kmend --no-plots

# A build that leaves a trace, named by a result whose image is gone.
mkdir evil
sed "s#^build:.*#build: 'touch $tmp/trace; false'#" "$tiny/target.yaml" >evil/target.yaml
cp a.kmend evil.kmend
"$sql" evil.kmend "UPDATE meta SET value = '$tmp/evil' WHERE key = 'source_root'" || fail sql
"$sql" evil.kmend "UPDATE policy SET image_hash = replace(image_hash, substr(image_hash, 1, 4), '0123')" || fail sql
expect 129 replay evil.kmend 1
one_line
says err 'name its target with --target'
[ ! -e trace ] || fail 'a result ran a build'

# An image outside of the cache is not opened, be it the right one; a link in the cache does not help, a FIFO blocks nothing.
image=$(ls "$KMEND_CACHE"/tiny-none-*/*.elf)
cp "$image" outside.elf
cp a.kmend out.kmend
"$sql" out.kmend "UPDATE policy SET image_path = '$tmp/outside.elf'" || fail sql
expect 129 replay out.kmend 1
one_line
ln -s "$tmp/outside.elf" "$KMEND_CACHE/link.elf"
"$sql" out.kmend "UPDATE policy SET image_path = '$KMEND_CACHE/link.elf'" || fail sql
expect 129 replay out.kmend 1
mkfifo fifo
"$sql" out.kmend "UPDATE policy SET image_path = '$tmp/fifo'" || fail sql
expect 129 replay out.kmend 1

# A disk by its path; a machine that is none; another machine than the target's.
cp a.kmend disk.kmend
"$sql" disk.kmend "UPDATE meta SET value = '$tmp/fifo' WHERE key = 'disk'" || fail sql
expect 129 replay disk.kmend 1
one_line
says err 'names its disk by a path'
mkfifo "$KMEND_CACHE/../disk-fifo"
"$sql" disk.kmend "UPDATE meta SET value = '{out}/../../disk-fifo' WHERE key = 'disk'" || fail sql
timeout 20 "$kmend" replay disk.kmend 1 >out 2>err
[ $? = 129 ] || fail 'a disk outside of the cache is not refused'
one_line
cp a.kmend machine.kmend
"$sql" machine.kmend "UPDATE meta SET value = 'microvm,dumpdtb=$tmp/trace' WHERE key = 'machine'" || fail sql
"$kmend" replay machine.kmend 1 >out 2>err && fail 'a machine that is none'
one_line
says err 'unknown machine'
cp a.kmend memory.kmend
"$sql" memory.kmend "UPDATE meta SET value = '64' WHERE key = 'memory_mib'" || fail sql
expect 125 replay memory.kmend 1 --target "$tiny"
one_line
says err 'has another `memory_mib` than this result'
[ ! -e trace ] || fail 'a result wrote a file'

# The source line that explain shows is one below the root of the sources, of a regular file.
cp a.kmend source.kmend
expect 0 explain source.kmend 1
grep -qE '^ +[0-9]+ \|' out || fail 'no source line'
mkdir root
printf 'secret\n' >secret
ln -s ../secret root/link.c
mkfifo root/fifo.c
"$sql" source.kmend "UPDATE meta SET value = '$tmp/root' WHERE key IN ('source_root', 'source_folders')" || fail sql
cp secret secret.c
for file in fifo.c link.c ../secret.c "$tmp/secret.c" "$tmp/root/fifo.c" /etc/passwd . .c; do
	"$sql" source.kmend "UPDATE site SET file = '$file', line = 1" || fail sql
	timeout 20 "$kmend" explain source.kmend 1 >out 2>err || fail "explain with the source $file"
	! grep -qE '^ +1 \|' out || fail "explain shows $file"
done
printf 'public\n' >root/file.c
"$sql" source.kmend "UPDATE site SET file = '$tmp/root/file.c'" || fail sql
expect 0 explain source.kmend 1
says out '1 | public'
# ... and the root is the result's too: what is called like a source, and nothing else.
"$sql" source.kmend "UPDATE meta SET value = '/etc' WHERE key IN ('source_root', 'source_folders')" || fail sql
for file in passwd /etc/passwd ../etc/passwd ./passwd passwd/.c; do
	"$sql" source.kmend "UPDATE site SET file = '$file', line = 1" || fail sql
	expect 0 explain source.kmend 1
	! grep -qE '^ +1 \|' out || fail "explain shows $file below /etc"
done

# The target that the person names makes the image again.
rm -rf "$KMEND_CACHE"
expect 129 replay a.kmend 1
expect 0 replay a.kmend 1 --target "$tiny"
says out byte-identical

# gdb waits at a socket in a private folder, and no port is open.
"$kmend" replay a.kmend 1 --gdb >out 2>err </dev/null &
replay=$!
wait_for grep -q 'target remote' err
socket=$(sed -n "s/.*target remote \(\/[^']*\)'.*/\1/p" err)
[ -S "$socket" ] || { kill $replay; fail "no socket '$socket'"; }
mode=$(stat -c %a "$(dirname "$socket")")
qemu=$(pgrep -P $replay -f qemu-system | head -n 1)
listens=$(find /proc/$qemu/fd -lname 'socket:*' -printf '%l\n' | tr -dc '0-9\n' | grep -cwf - <(awk '$4 == "0A" { print $10 }' /proc/net/tcp /proc/net/tcp6))
sandboxed=$(sed -n 's/^Seccomp:[[:space:]]*//p' /proc/$qemu/status)
kill $replay
wait $replay
[ "$mode" = 700 ] || fail "the folder of the socket has mode $mode"
[ "$listens" = 0 ] || fail 'a TCP port is open'
[ "$sandboxed" = 2 ] || fail 'QEMU runs without its sandbox'
[ ! -e "$socket" ] || fail 'the socket stays'
