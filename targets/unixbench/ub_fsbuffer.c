/* UnixBench's fsbuffer: 256 bytes a call, in files that stay in every cache. See ub_fs.h. */
#include "ub_fs.h"

UB_MAIN
{
	return UB_COPY(FSBUFFER);
}
