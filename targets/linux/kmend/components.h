/*
 * The components of the site table, in the order of the image: the top-level folders of Linux that get sites (list
 * `sites`). Also read by the linker script, so it holds macros only..
 */
#define KMEND_LINUX_COMPONENTS(X)                                                                                  \
	X(kernel) X(mm) X(fs) X(ipc) X(block) X(lib) X(net)
