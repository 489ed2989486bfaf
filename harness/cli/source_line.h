/* The text of a line of a source file, as a person reads it below the name of a place. */
#ifndef KMEND_CLI_SOURCE_LINE_H
#define KMEND_CLI_SOURCE_LINE_H

#include <stdint.h>

/*
 * Prints line LINE of FILE, out of the first of FOLDERS (one a line; NULL: none) that has it below itself. The names are a
 * result's: nothing outside of the folders is opened, and nothing that is not called like a source. Prints nothing when the line is not there.
 */
void show_source_line(const char *folders, const char *file, uint32_t line);

#endif
