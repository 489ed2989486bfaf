/* The folder that keeps images from one run of kmend to the next. */
#ifndef KMEND_BUILD_CACHE_H
#define KMEND_BUILD_CACHE_H

/*
 * Its absolute path, a new string of the caller: $KMEND_CACHE, or kmend/ below $XDG_CACHE_HOME or ~/.cache. The folder is
 * there, and nobody else can write to it. NULL and a message when that cannot be: what lies in it is believed.
 */
char *kmend_cache_dir(void);

/*
 * Waits until nobody else holds the lock `.lock-NAME` of the cache, and says so on stderr when it has to wait. Returns a
 * descriptor that holds it until it is closed, -1 on error.
 */
int kmend_cache_lock(const char *cache, const char *name);

#endif
