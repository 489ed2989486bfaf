/* The schema of a result file, in SQL. docs/result-file.md explains it; change KMEND_STORE_FORMAT with it. */
#ifndef KMEND_STORE_SCHEMA_SQL_H
#define KMEND_STORE_SCHEMA_SQL_H

#define KMEND_STORE_APPLICATION_ID 0x6b6d6e64 /* "kmnd": what file(1) and PRAGMA application_id show */

#define KMEND_STORE_SCHEMA                                                                                            \
	"CREATE TABLE meta(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;"                        \
	"CREATE TABLE policy("                                                                                        \
	" id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, image_hash TEXT NOT NULL, image_path TEXT NOT NULL,"     \
	" nsites INTEGER NOT NULL, nblocks INTEGER NOT NULL, golden_ns INTEGER NOT NULL, limit_ns INTEGER NOT NULL,"  \
	" boot_log BLOB, golden_log BLOB);"                                                                           \
	"CREATE TABLE function("                                                                                      \
	" id INTEGER PRIMARY KEY, component TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL,"                   \
	" shape INTEGER NOT NULL);"                                                                                   \
	"CREATE TABLE block("                                                                                         \
	" id INTEGER PRIMARY KEY, function_id INTEGER NOT NULL REFERENCES function(id), ordinal INTEGER NOT NULL,"    \
	" file TEXT NOT NULL, line INTEGER NOT NULL);"                                                                \
	"CREATE TABLE block_count("                                                                                   \
	" policy_id INTEGER NOT NULL REFERENCES policy(id), block_id INTEGER NOT NULL REFERENCES block(id),"          \
	" protected_runs INTEGER NOT NULL, unprotected_runs INTEGER NOT NULL, boot_runs INTEGER NOT NULL,"            \
	" PRIMARY KEY(policy_id, block_id)) WITHOUT ROWID;"                                                           \
	"CREATE TABLE measure("                                                                                       \
	" policy_id INTEGER NOT NULL REFERENCES policy(id), kind TEXT NOT NULL, subject TEXT NOT NULL,"               \
	" value INTEGER NOT NULL, PRIMARY KEY(policy_id, kind, subject)) WITHOUT ROWID;"                              \
	"CREATE TABLE stratum("                                                                                       \
	" component TEXT NOT NULL, type TEXT NOT NULL, sites INTEGER NOT NULL, reached INTEGER NOT NULL,"             \
	" booted INTEGER NOT NULL, eligible INTEGER NOT NULL, PRIMARY KEY(component, type)) WITHOUT ROWID;"           \
	"CREATE TABLE site("                                                                                          \
	" id INTEGER PRIMARY KEY, identity TEXT NOT NULL UNIQUE,"                                                     \
	" block_id INTEGER NOT NULL REFERENCES block(id), candidate INTEGER NOT NULL, type TEXT NOT NULL,"            \
	" file TEXT NOT NULL, line INTEGER NOT NULL);"                                                                \
	"CREATE TABLE site_image("                                                                                    \
	" policy_id INTEGER NOT NULL REFERENCES policy(id), site_id INTEGER NOT NULL REFERENCES site(id),"            \
	" dense_site INTEGER NOT NULL, dense_block INTEGER NOT NULL, PRIMARY KEY(policy_id, site_id)) WITHOUT ROWID;" \
	"CREATE TABLE experiment("                                                                                    \
	" id INTEGER PRIMARY KEY, policy_id INTEGER NOT NULL REFERENCES policy(id),"                                  \
	" site_id INTEGER NOT NULL REFERENCES site(id), repeat INTEGER NOT NULL,"                                     \
	" activation TEXT NOT NULL, parameter INTEGER NOT NULL, seed INTEGER NOT NULL,"                               \
	" state TEXT NOT NULL DEFAULT 'planned' CHECK(state IN ('planned', 'done')),"                                 \
	" attempts INTEGER NOT NULL DEFAULT 0, outcome INTEGER, reason TEXT,"                                         \
	" activations INTEGER, recovered INTEGER, inconsistent INTEGER,"                                              \
	" unavailable INTEGER, tests_planned INTEGER, tests_failed INTEGER, tests_skipped INTEGER,"                   \
	" probes_passed INTEGER, probes_failed INTEGER, service INTEGER,"                                             \
	" guest_ns INTEGER, wall_us INTEGER, own_us INTEGER, log BLOB, console BLOB,"                                 \
	" signature TEXT, place TEXT, place_kind TEXT, note TEXT,"                                                    \
	" again INTEGER NOT NULL DEFAULT 0, difference TEXT, hang TEXT, torn INTEGER,"                                \
	" UNIQUE(policy_id, site_id, repeat), CHECK((state = 'done') = (outcome IS NOT NULL)));"                      \
	"CREATE INDEX experiment_planned ON experiment(id) WHERE state = 'planned';"

#endif
