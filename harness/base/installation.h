/*
 * Where kmend's own files lie: all of them are found from the running program, so that a build tree and an installation work
 * wherever they are moved to. In a build tree programs lie beside kmend and data above it; `cmake --install` puts them into folders
 * of their own.
 */
#ifndef KMEND_BASE_INSTALLATION_H
#define KMEND_BASE_INSTALLATION_H

/* The path of a program of kmend that is not a command of the person, or of what it loads. It exists, or is where it should. A new
 * string of the caller; NULL with a message. */
char *kmend_installed_program(const char *name);

/* The path of a file or folder among kmend's data, such as `targets/multiserver` or `campaigns/quickstart.yaml`. A new string of the
 * caller; NULL with KMEND_ERROR_NOT_FOUND when there is none. */
char *kmend_installed_data(const char *name);

#endif
