# Adds one member of each kind to the tree in the present folder, as docs/architecture.md ("How to add") says. `parts` is the folder
# with the files that are the member's own.
member=dummy

# row MACRO ROW: a last row in a list of the ABI.
row() {
	awk -v start="#define $1(X)" -v row="$2" '
		index($0, start) == 1 { inside = 1 }
		inside && !/\\$/ { print $0 " \\"; $0 = "\t" row; inside = 0; done = 1 }
		{ print }
		END { exit !done }' recovery-rt/include/kmend/abi.h >abi.new || return 1
	mv abi.new recovery-rt/include/kmend/abi.h
}

# number MACRO: the next one that is free.
number() {
	awk -v start="#define $1(X)" '
		index($0, start) == 1 { inside = 1 }
		inside && match($0, /X\([0-9]+,/) { last = substr($0, RSTART + 2, RLENGTH - 3) }
		inside && !/\\$/ { print last + 1; exit }' recovery-rt/include/kmend/abi.h
}

add_type() {
	row KMEND_FAULT_TYPES "X($(number KMEND_FAULT_TYPES), DUMMY, dummy, \"dummy\")" &&
		cp "$parts/type.c" "inject/sites/types/$member.c"
}

add_runtime() {
	row KMEND_RUNTIMES "X($(number KMEND_RUNTIMES), DUMMY, dummy, \"dummy\")" && mkdir "inject/$member" "recovery-rt/$member" &&
		cp "$parts/runtime.c" "inject/$member/" && cp "$parts/runtime_guest.c" "recovery-rt/$member/"
}

add_policy() {
	row KMEND_POLICIES "X($(number KMEND_POLICIES), DUMMY, dummy, \"dummy\", DUMMY, 1, 0)" &&
		sed -i 's/^policies: .*/policies: [none, dummy]/' tests/frame/kernel/target.yaml
}

add_detector() {
	echo 'detectors: [dummy]' >>tests/frame/kernel/target.yaml && cp "$parts/detector.c" "tests/frame/kernel/detect-$member.c"
}
