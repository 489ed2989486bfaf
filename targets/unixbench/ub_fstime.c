/* UnixBench's fstime: 1024 bytes a call. See ub_fs.h. */
#include "ub_fs.h"

UB_MAIN
{
	return UB_COPY(FSTIME);
}
