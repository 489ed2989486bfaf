# Targets made of tests/traps, a kernel without glue that has the habits of foreign ones. To be sourced after lib.sh.
cp -r "$root/tests/traps" kernel
over="  done: '^all over'"

# trap_target NAME MAKE LINE...: a folder with target.yaml, whose build gives make the words MAKE, and NAME.yaml with fail-stop faults. The last
# key is `console`: a LINE with two blanks in front is one of its patterns, any other a key of the target. ARCH and MEMORY go before it.
trap_target() {
	local name=$1 make=$2
	shift 2
	mkdir -p "$name"
	cat >"$name/target.yaml" <<-END
		name: $name
		arch: ${ARCH:-i386}
		build: "cp -r {target}/../kernel/. {out} && cd {out} && make CC={cc} $make"
		image: kernel.elf
		sources: [../kernel]
		memory_mib: ${MEMORY:-8}
		policies: [none]
		console:
		  ready: '^trap kernel: up'
		  test_begin: '^test ([a-z]+)'
		  test_pass: '^ok ([a-z]+)'
		  test_fail: '^FAILED ([a-z]+)'
		  panic: '^panic: (.*)'
	END
	printf '%s\n' "$@" >>"$name/target.yaml"
	printf 'name: %s\ntarget: ./%s\npolicies: [none]\nfault_model: fail-stop\n' "$name" "$name" >"$name.yaml"
}
