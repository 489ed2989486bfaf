/* Temporary files, gone at the end however the wrapper ends (but for SIGKILL). */
#ifndef KMEND_INJECT_TEMPS_H
#define KMEND_INJECT_TEMPS_H

/* Makes an empty file BESIDE.kmend-XXXXXX.SUFFIX (in the folder for temporary files when BESIDE is NULL). NULL after a message. */
const char *inject_temps_make(const char *beside, const char *suffix);

/* Gives a finished temporary file its real name, in one step, with the permissions a compiler would give. -1 after a message. */
int inject_temps_rename(const char *temporary, const char *path);

/* Removes what is left. */
void inject_temps_remove(void);

#endif
