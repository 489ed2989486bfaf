# Adds one member of each kind to the tree in the present folder, as docs/architecture.md ("How to add") says. `parts` is the folder
# with the files that are the member's own.
member=dummy

abi=recovery-rt/include/kmend/abi.h

# row MACRO ROW [FILE]: a last row in a list, of the ABI when nobody says.
row() {
	awk -v start="#define $1(X)" -v row="$2" '
		index($0, start) == 1 { inside = 1 }
		inside && !/\\$/ { print $0 " \\"; $0 = "\t" row; inside = 0; done = 1 }
		{ print }
		END { exit !done }' "${3:-$abi}" >list.new || return 1
	mv list.new "${3:-$abi}"
}

# number MACRO [FILE]: the next one that is free.
number() {
	awk -v start="#define $1(X)" '
		index($0, start) == 1 { inside = 1 }
		inside && match($0, /X\([0-9]+,/) { last = substr($0, RSTART + 2, RLENGTH - 3) }
		inside && !/\\$/ { print last + 1; exit }' "${2:-$abi}"
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

add_selection() {
	local list=harness/config/selection.h
	row KMEND_SELECTIONS "X($(number KMEND_SELECTIONS $list), DUMMY, dummy, \"dummy\", 0)" $list &&
		cp "$parts/selection.c" "harness/campaign/select/$member.c"
}

add_table() {
	row KMEND_TABLES 'X(dummy)' report/tables.h && cp "$parts/table.c" "report/table_$member.c"
}

add_setting() {
	row KMEND_MACHINE_TEXTS 'X(dummy, OPTIONAL, 1, 15, "dummy", "dummy frame", "must be dummy or frame", NULL)' harness/config/machine_settings.h &&
		sed -i 's/^	add_drive(args, parts);$/&\n	add_words(args, "-name");\n	add(args, strdup(settings->dummy));/' harness/machine/command_line.c
}
