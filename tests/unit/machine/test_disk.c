/* Disk images: format, size, and the copy that keeps requests from waiting for the host's disk. */
#include <criterion/criterion.h>
#include <endian.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "harness/base/error.h"
#include "harness/machine/disk.h"

static char path[] = "/tmp/kmend-test-disk-XXXXXX";
static int file;

static void setup(void)
{
	strcpy(path + strlen(path) - 6, "XXXXXX");
	file = mkstemp(path);
	cr_assert(file >= 0);
}

static void teardown(void)
{
	close(file);
	unlink(path);
}

TestSuite(disk, .init = setup, .fini = teardown);

static void put(const void *bytes, size_t size, off_t at)
{
	cr_assert_eq(pwrite(file, bytes, size, at), (ssize_t)size);
}

static void open_disk(struct disk disk[KMEND_DISKS])
{
	const struct machine_config config = { .settings.disk = path, .image_path = "" };

	cr_assert_eq(disks_open(disk, &config), 0, "%s", kmend_error_text());
}

/* What the emulator is told to open. */
static void opens(const struct disk *disk, const char *name)
{
	char *text = disk_blockdev(disk);

	cr_assert(text && strstr(text, name), "%s is not in %s", name, text ? text : "nothing");
	free(text);
}

Test(disk, a_small_one_is_copied_with_its_holes)
{
	struct disk disk[KMEND_DISKS];
	struct stat st;
	char back[5];

	put("begin", 5, 0);
	put("there", 5, 8 << 20);
	open_disk(disk);
	cr_assert(disk->copy >= 0);
	opens(disk, "/proc/self/fd/");
	put("later", 5, 8 << 20);
	cr_assert_eq(pread(disk->copy, back, 5, 8 << 20), 5);
	cr_assert_arr_eq(back, "there", 5);
	cr_assert_eq(fstat(disk->copy, &st), 0);
	cr_assert_eq(st.st_size, (8 << 20) + 5);
	cr_assert_lt(st.st_blocks * 512, 1 << 20, "holes were filled");
	cr_assert_eq(disk->bytes, (8u << 20) + 512);
	disks_release(disk);
}

Test(disk, machines_share_a_copy_until_the_file_changes)
{
	struct disk one[KMEND_DISKS], two[KMEND_DISKS], other[KMEND_DISKS];
	char back[1];
	int copy;

	put("1", 1, 0);
	open_disk(one);
	open_disk(two);
	cr_assert_eq(one->copy, two->copy);
	copy = one->copy;
	disks_release(one);
	cr_assert_eq(pread(copy, back, 1, 0), 1, "one user is left");
	put("23", 2, 0);
	open_disk(other);
	cr_assert_neq(other->copy, copy);
	cr_assert_eq(pread(other->copy, back, 1, 0), 1);
	cr_assert_eq(back[0], '2');
	disks_release(other);
	disks_release(two);
	cr_assert_eq(fcntl(copy, F_GETFD), -1, "the last user has closed it");
}

/* A qcow2 head that says what is given; the rest is zero. */
static void put_qcow2(uint32_t version, uint64_t backing_offset, uint64_t incompatible)
{
	static const char zero[512];
	const uint32_t be_version = htobe32(version);
	const uint64_t be_backing = htobe64(backing_offset), be_bytes = htobe64(1 << 20);
	const uint64_t be_incompatible = htobe64(incompatible);

	put(zero, sizeof zero, 0);
	put("QFI\xfb", 4, 0);
	put(&be_version, 4, 4);
	put(&be_backing, 8, 8);
	put(&be_bytes, 8, 24);
	put(&be_incompatible, 8, 72);
}

Test(disk, qcow2)
{
	static const struct {
		uint32_t version;
		uint64_t backing, incompatible;
		int copied;
	} cases[] = { { 3, 0, 0, 1 }, { 2, 0, 4, 1 /* version 2 has no such field */ }, { 3, 0, 1 /* dirty */, 1 },
		{ 3, 512, 0, 0 }, { 3, 0, 4 /* its data lies in another file */, 0 } };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct disk disk[KMEND_DISKS];

		put_qcow2(cases[i].version, cases[i].backing, cases[i].incompatible);
		open_disk(disk);
		cr_expect(disk->is_qcow2 && disk->bytes == 1 << 20, "case %zu", i);
		cr_expect_eq(disk->copy >= 0, cases[i].copied, "case %zu", i);
		opens(disk, disk->copy >= 0 ? "/proc/self/fd/" : path);
		disks_release(disk);
	}
}

Test(disk, none)
{
	const struct machine_config config = { .settings.disk = "", .image_path = "" };
	struct disk disk[KMEND_DISKS];

	cr_assert_eq(disks_open(disk, &config), 0);
	cr_assert(!disk->path && disk->copy < 0);
	disks_release(disk);
}

Test(disk, empty)
{
	const struct machine_config config = { .settings.disk = path, .image_path = "" };
	struct disk disk[KMEND_DISKS];

	cr_assert_eq(disks_open(disk, &config), -1);
	cr_assert(strstr(kmend_error_text(), "not a disk image of 1 byte to 4 TiB"));
	disks_release(disk);
}

Test(disk, a_second_one_has_a_file_over_it)
{
	const struct machine_config config = { .settings = { .disk = path, .disk2 = path }, .image_path = "" };
	struct disk disk[KMEND_DISKS];
	char magic[4];

	put("both", 4, 0);
	cr_assert_eq(disks_open(disk, &config), 0, "%s", kmend_error_text());
	cr_assert(disk[0].overlay < 0 && disk[1].overlay >= 0);
	cr_assert_eq(pread(disk[1].overlay, magic, 4, 0), 4);
	cr_assert_arr_eq(magic, "QFI\xfb", 4);
	opens(&disk[0], "\"node-name\":\"disk\"");
	opens(&disk[1], "\"node-name\":\"disk2\"");
	disks_release(disk);
	cr_assert(disk[1].overlay < 0);
}
