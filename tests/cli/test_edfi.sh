# EDFI's sixteen types on a kernel outside of the repository that knows nothing of kmend: the built-in runtime, on 32 and 64 bits.
. "$(dirname "$0")/lib.sh" "$@"
cp -r "$root/tests/foreign" mykernel
mkdir target
cat >target/target.yaml <<'END'
name: mykernel
arch: i386
machine: microvm
build: "cp -r {target}/../mykernel/. {out} && cd {out} && make CC={cc} kernel.elf"
image: kernel.elf
sources: [../mykernel]
memory_mib: 8
policies: [none]
allocators: ["allocate:0"]
releases: [release]
console:
  ready: '^small kernel: up'
  test_begin: '\[ run  \] ([a-z]+)'
  test_pass: '\[ ok   \] ([a-z]+)'
  test_fail: '\[ FAIL \] ([a-z]+)'
  shutdown: 'giving up: (.*)'
  panic: 'panic: (.*)'
  done: '^tests over'
END
edfi() {
	printf 'name: edfi\ntarget: ./%s\nfault_model: edfi\npolicies: [none]\nselect: one-per-block\n' "$1"
	printf 'sample: 40\nseed: 7\nweights: ["mem-leak:50", "dangling-pointer:50"]\n'
}

edfi target >edfi.yaml
expect 0 sites target
[ "$(cut -f4 out | grep -cx dangling-pointer)" -gt 0 ] || fail 'no allocation is a site'
expect 0 run edfi.yaml -o one.kmend --jobs 1 --no-plots
says out 'planned 40 =' '+ not-activated 0 + infra-error 0'
[ "$(table one.kmend | tail -n +2 | cut -d, -f3 | sed 's/:[0-9]*:[a-z-]*$//' | sort | uniq -d | wc -l)" = 0 ] ||
	fail 'a block has two faults'
expect 0 report one.kmend --table types --format csv
[ "$(tail -n +2 out | awk -F, '{ planned += $6; activated += $7 } END { print planned, activated }')" = '40 40' ] ||
	fail 'planned and activated by type'

# The same on two machines, and one by one.
expect 0 run edfi.yaml -o two.kmend --jobs 2 --no-plots
[ "$(logs one.kmend)" = "$(logs two.kmend)" ] || fail 'other logs with two machines'
for id in 2 19 33; do
	expect 0 replay one.kmend $id
	says out byte-identical
done

# x86_64: at least one experiment of each type that the kernel has a reached site of.
mkdir wide
sed 's/^arch:.*/arch: x86_64/; s/ make CC/ make BITS=64 CC/' target/target.yaml >wide/target.yaml
printf 'name: wide\ntarget: ./wide\nfault_model: edfi\npolicies: [none]\nselect: sample\nsample: 60\n' >wide.yaml
printf 'weights: ["mem-leak:50", "dangling-pointer:50"]\n' >>wide.yaml
expect 0 run wide.yaml --no-plots
says out 'planned 60 =' '+ not-activated 0 + infra-error 0'

# What the target names wrongly is said with its line.
sed -i 's/allocate:0/allocate/' target/target.yaml
expect 129 plan edfi.yaml -o bad.kmend
says err "target.yaml:9: allocators: 'allocate' is not name:size-argument"
