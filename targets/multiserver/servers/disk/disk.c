/*
 * DISK: the block device, a RAM disk. A trusted driver: no fault sites, no recovery.
 *
 * VFS sends DISK_READ and DISK_WRITE (block, cookie, grant slot of the buffer) and gets one DISK_DONE (result, cookie)
 * for each, in order. VFS keeps at most one request outstanding, so neither side can block on the other. The image that
 * mkfs made is this program's data and is changed in place.
 */
#include "server.h"

extern uint8_t disk_image[];
extern const uint8_t disk_image_end[];

void server_init(void)
{
}

static int transfer(const struct msg *m)
{
	uint64_t block = m->a[0];
	uint64_t blocks = (uint64_t)(disk_image_end - disk_image) / DISK_BLOCK;

	if (block >= blocks)
		return -EIO;
	if (m->type == CALL_DISK_READ)
		return sv_copy_to(m->source, (unsigned)m->a[2], 0, disk_image + block * DISK_BLOCK, DISK_BLOCK);
	return sv_copy_from(m->source, (unsigned)m->a[2], 0, disk_image + block * DISK_BLOCK, DISK_BLOCK);
}

void server_main(void)
{
	for (;;) {
		struct msg m;
		endpoint_t from;
		uint64_t cookie;
		int result;

		sv_receive(&m);
		if (m.type != CALL_DISK_READ && m.type != CALL_DISK_WRITE) {
			if (m.type != CALL_MSG_NOTIFY)
				(void)sv_reply(m.source, -ENOSYS);
			continue;
		}
		from = m.source;
		cookie = m.a[1];
		result = from == EP_VFS ? transfer(&m) : -EPERM;
		memset(&m, 0, sizeof m);
		m.type = CALL_DISK_DONE;
		m.a[0] = (uint64_t)(int64_t)result;
		m.a[1] = cookie;
		(void)sv_send(from, &m);
	}
}
