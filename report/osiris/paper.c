#include "report/osiris/paper.h"

#define ROWS(list) (sizeof(list) / sizeof((list)[0]))

static const struct paper_outcomes table_2[] = {
	{ "stateless", 0.196, 0.000, 0.000, 0.804, 0.196, PAPER_NOT_SAID },
	{ "naive", 0.206, 0.024, 0.000, 0.770, 0.230, PAPER_NOT_SAID },
	{ "pessimistic", 0.185, 0.000, 0.813, 0.002, 0.185, PAPER_NOT_SAID },
	{ "enhanced", 0.256, 0.065, 0.661, 0.019, 0.321, PAPER_NOT_SAID },
};

static const struct paper_outcomes table_2_aims[] = {
	{ "enhanced", PAPER_NOT_SAID, PAPER_NOT_SAID, PAPER_NOT_SAID, 0.005, PAPER_NOT_SAID, 0.55 },
	{ "extended", PAPER_NOT_SAID, PAPER_NOT_SAID, PAPER_NOT_SAID, PAPER_NOT_SAID, 0.85, PAPER_NOT_SAID },
};

const struct paper_survivability paper_table_2 = { "Table II, page 8", "fail-stop", 757, table_2, ROWS(table_2),
	table_2_aims, ROWS(table_2_aims) };

static const struct paper_outcomes table_3[] = {
	{ "stateless", 0.478, 0.105, 0.000, 0.417, 0.583, PAPER_NOT_SAID },
	{ "naive", 0.485, 0.119, 0.000, 0.396, 0.604, PAPER_NOT_SAID },
	{ "pessimistic", 0.473, 0.105, 0.382, 0.040, 0.578, PAPER_NOT_SAID },
	{ "enhanced", 0.504, 0.120, 0.329, 0.048, 0.624, PAPER_NOT_SAID },
};

static const struct paper_outcomes table_3_aims[] = {
	{ "enhanced", PAPER_NOT_SAID, PAPER_NOT_SAID, PAPER_NOT_SAID, 0.020, 0.624, PAPER_NOT_SAID },
};

const struct paper_survivability paper_table_3 = { "Table III, page 8", "edfi", 992, table_3, ROWS(table_3),
	table_3_aims, ROWS(table_3_aims) };

const struct paper_coverage paper_table_1[] = {
	{ "pm", 0.549, 0.617 },
	{ "vfs", 0.723, 0.723 },
	{ "vm", 0.646, 0.646 },
	{ "ds", 0.471, 0.928 },
	{ "rs", 0.494, 0.505 },
	{ NULL, 0.577, 0.684 },
};
const char *const paper_coverage_policies[PAPER_COVERAGE_POLICIES] = { "pessimistic", "enhanced", "extended" };
const size_t paper_table_1_rows = ROWS(paper_table_1);
const struct paper_coverage paper_coverage_aim = { NULL, 0.577, 0.80 };

const struct paper_memory paper_table_6[] = {
	{ "pm", 628, 944, 1, 945 },
	{ "vfs", 1252, 1600, 13, 1613 },
	{ "vm", 4532, 18032, 24576, 42608 },
	{ "ds", 248, 488, 1, 489 },
	{ "rs", 1696, 5004, 1, 5005 },
	{ NULL, 8356, 26068, 24592, 50660 },
};
const size_t paper_table_6_rows = ROWS(paper_table_6);

const struct paper_benchmark paper_benchmarks[] = {
	{ "dhry2reg", 1707.8, 357.7, 1.001, 0.996, 0.991 },
	{ "whetstone-double", 464.1, 200.4, 1.002, 1.001, 1.003 },
	{ "execl", 1006.4, 1171.0, 1.326, 0.750, 0.762 },
	{ "fstime", 2975.8, 1106.0, 1.321, 0.749, 0.762 },
	{ "fsbuffer", 320.7, 1299.0, 2.317, 1.175, 1.194 },
	{ "fsdisk", 1398.9, 106.8, 1.165, 1.168, 1.179 },
	{ "pipe", 1143.3, 65.2, 1.158, 1.158, 1.169 },
	{ "context1", 1590.2, 260.3, 1.137, 1.146, 1.156 },
	{ "spawn", 1204.5, 36.5, 1.228, 1.213, 1.253 },
	{ "syscall", 122.5, 46.3, 1.173, 1.164, 1.164 },
	{ "shell1", 430.1, 385.2, 1.110, 0.942, 0.928 },
	{ "shell8", 1605.3, 45.9, 1.256, 1.261, 1.266 },
	{ "geomean", 873.5, 207.9, 1.235, 1.046, 1.054 },
};
const size_t paper_benchmarks_count = ROWS(paper_benchmarks);
const struct paper_slowdown_aim paper_slowdown_aim = { "enhanced", 1.03, 1.10 };
