/* UnixBench's fsdisk: 4096 bytes a call. See ub_fs.h. */
#include "ub_fs.h"

UB_MAIN
{
	return UB_COPY(FSDISK);
}
