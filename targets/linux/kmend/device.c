// SPDX-License-Identifier: MIT
/*
 * /dev/kmend, the way of the workload to the harness. Each write is one line: `ready` (the snapshot point), `stop` (the
 * workload is over), `left` (somebody who was killed is still there), anything else is an event; with `suite-end` the fault is out of force, and the kernel is audited. Reading gives the names of the tests that are wanted ("": all).
 */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/miscdevice.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "kmend.h"

static ssize_t device_write(struct file *file, const char __user *buffer, size_t count, loff_t *at)
{
	static const char suite_end[] = "suite-end ";
	static char line[KMEND_EVENT_LINE_MAX]; /* one processor, one init: the writer is never two */
	size_t n = count;
	int error = 0;

	if (count > sizeof(line))
		return -E2BIG;
	if (copy_from_user(line, buffer, count))
		return -EFAULT;
	while (n && line[n - 1] == '\n')
		n--;
	if (n == 5 && !memcmp(line, "ready", 5)) {
		kmend_boot_over();
		kmend_provoke(kmend_workload());
	} else if (n == 4 && !memcmp(line, "stop", 4)) {
		kmend_end(KMEND_STOP_DONE);
	} else if (n == 4 && !memcmp(line, "left", 4)) {
		kmend_show_left();
	} else if (n >= sizeof(suite_end) - 1 && !memcmp(line, suite_end, sizeof(suite_end) - 1)) {
		kmend_fault_off();
		error = kmend_tell(line, n);
		kmend_audit();
	} else {
		error = kmend_tell(line, n);
		kmend_count_test(line, n);
	}
	if (error)
		return error == KMEND_SAY_TOO_LONG ? -E2BIG : -EINVAL;
	return count;
}

static ssize_t device_read(struct file *file, char __user *buffer, size_t count, loff_t *at)
{
	const char *workload = kmend_workload();

	return simple_read_from_buffer(buffer, count, at, workload, strlen(workload));
}

static const struct file_operations operations = {
	.write = device_write,
	.read = device_read,
	.llseek = no_llseek,
};

static struct miscdevice device = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "kmend",
	.fops = &operations,
	.mode = 0600,
};

static int __init device_init(void)
{
	return misc_register(&device);
}
device_initcall(device_init);
