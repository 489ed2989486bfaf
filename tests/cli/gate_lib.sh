# For the tests of gate and trend: a repository in x/ that holds the test kernel, and results that are large enough to tell.

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org

make_repository() {
	git -C x -c init.defaultBranch=master init -q && git -C x add -A && git -C x commit -q -m 'the kernel' || fail git
}

# commit SUBJECT: an empty commit; its name is in $commit.
commit() {
	git -C x commit -q --allow-empty -m "$1" || fail git
	commit=$(git -C x rev-parse HEAD)
}

# grow RESULT TIMES: every fault so many times more, in functions of other names.
grow() {
	local k="WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < $2)"
	local kept='repeat, activation, parameter, seed, state, attempts, outcome, reason, activations, recovered, inconsistent, unavailable, tests_planned,
		tests_failed, tests_skipped, probes_passed, probes_failed, service, guest_ns, wall_us, own_us, log, console, signature, place, place_kind, torn'
	"$sql" "$1" "$k INSERT INTO function SELECT id + k * 10000, component, unit, name || '_' || k, shape FROM function, n;
		$k INSERT INTO block SELECT id + k * 10000, function_id + k * 10000, ordinal, file, line FROM block, n;
		$k INSERT INTO site SELECT id + k * 10000, identity || '_' || k, block_id + k * 10000, candidate, type, file, line
			FROM site, n;
		$k INSERT INTO site_image SELECT policy_id, site_id + k * 10000, dense_site, dense_block FROM site_image, n;
		$k INSERT INTO experiment(id, policy_id, site_id, $kept) SELECT id + k * 10000, policy_id, site_id + k * 10000, $kept
			FROM experiment, n" || fail 'the result does not grow'
}

# result_at FILE COMMIT FROM [SQL]: a copy of FROM that says it is of that commit, and is changed.
result_at() {
	cp "$3" "$1" && "$sql" "$1" "UPDATE meta SET value = '$2' WHERE key = 'revision'; ${4:-}" || fail sql
}

# The experiments of policy `enhanced`.
enhanced="policy_id = (SELECT id FROM policy WHERE name = 'enhanced')"
# SQL: all of them that survived crash now, so.
crashes_now() {
	echo "UPDATE experiment SET outcome = 4, signature = '$1', place = 'tiny.c:7', place_kind = 'line'
		WHERE $enhanced AND outcome IN (1, 2)"
}
