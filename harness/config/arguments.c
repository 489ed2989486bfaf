#include "harness/config/arguments.h"

#include <stdio.h>
#include <string.h>

#define VALUE "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:+-"

/* What an option takes: the names of devices in front of its properties, and the properties. */
struct option {
	const char *name;
	const char *const *devices; /* NULL: no device in front */
	const char *const *keys;    /* NULL: no properties, and no word after it */
};

/* They need nothing of the host, and take no file, also not by a default. */
static const char *const devices[] = { "e1000", "e1000e", "i82550", "i82551", "i82557b", "i82559er", "ne2k_pci",
	"ne2k_isa", "pcnet", "rtl8139", "vmxnet3", "virtio-net-pci", "virtio-net-device", "VGA", "secondary-vga",
	"isa-vga", "cirrus-vga", "bochs-display", "vmware-svga", "virtio-vga", "virtio-gpu-pci", "piix3-usb-uhci",
	"piix4-usb-uhci", "ich9-usb-uhci1", "ich9-usb-ehci1", "usb-ehci", "nec-usb-xhci", "qemu-xhci", "pci-ohci",
	"usb-hub", "usb-kbd", "usb-mouse", "usb-tablet", "virtio-keyboard-pci", "virtio-mouse-pci", "virtio-tablet-pci",
	"virtio-balloon-pci", "virtio-serial-pci", "pci-bridge", "pcie-pci-bridge", "pcie-root-port", "i6300esb",
	"intel-iommu", "amd-iommu", "edu", "pci-testdev", "isa-debug-exit", "ich9-ahci", "lsi53c895a",
	"virtio-scsi-pci", "piix3-ide", NULL };

static const char *const device_keys[] = { "id", "bus", "addr", "mac", "multifunction", "port", "chassis", "slot",
	"vgamem_mb", "xres", "yres", "iobase", "iosize", "irq", NULL };

static const char *const smbios_keys[] = { "type", "vendor", "version", "date", "release", "manufacturer", "product",
	"serial", "uuid", "sku", "family", "asset", NULL };
static const char *const none[] = { NULL };

static const struct option options[] = { { "-device", devices, device_keys }, { "-smbios", NULL, smbios_keys },
	{ "-uuid", none, NULL }, { "-usb", NULL, NULL }, { "-no-hpet", NULL, NULL }, { "-no-acpi", NULL, NULL } };

/* What somebody may well try, and why it is not there. */
static const struct {
	const char *name, *why;
} refused[] = { { "-gdb", "opens a socket on the host; `kmend replay --gdb` has a private one" },
	{ "-s", "opens a socket on the host; `kmend replay --gdb` has a private one" },
	{ "-monitor", "opens a way to command the emulator" }, { "-qmp", "opens a way to command the emulator" },
	{ "-mon", "opens a way to command the emulator" },
	{ "-chardev", "opens files, sockets or programs of the host" },
	{ "-serial", "opens files, sockets or programs of the host; the serial ports are kmend's" },
	{ "-netdev", "opens the host's network; a card of -device stands without one" },
	{ "-nic", "opens the host's network; a card of -device stands without one" },
	{ "-net", "opens the host's network; a card of -device stands without one" },
	{ "-drive", "opens a file of the host; use `disk` and `disk2`" },
	{ "-hda", "opens a file of the host; use `disk` and `disk2`" },
	{ "-hdb", "opens a file of the host; use `disk` and `disk2`" },
	{ "-cdrom", "opens a file of the host; use `disk` and `disk2`" },
	{ "-blockdev", "opens a file of the host; use `disk` and `disk2`" }, { "-fsdev", "opens a folder of the host" },
	{ "-virtfs", "opens a folder of the host" }, { "-object", "opens files of the host" },
	{ "-bios", "opens a file of the host" }, { "-initrd", "opens a file of the host" },
	{ "-kernel", "is what `image` says" }, { "-append", "is what `cmdline` says" },
	{ "-cpu", "is what `cpu` says" }, { "-m", "is what `memory_mib` says" },
	{ "-machine", "is what `machine` says" }, { "-M", "is what `machine` says" }, { "-smp", "is what `cpus` says" },
	{ "-vga", "is what `vga` says" }, { "-icount", "is what `icount_shift` says" },
	{ "-sandbox", "is kmend's own" }, { "-daemonize", "is kmend's own" }, { "-D", "writes files of the host" },
	{ "-d", "writes files of the host" }, { "-trace", "writes files of the host" },
	{ "-plugin", "runs code on the host" }, { "-readconfig", "opens a file of the host" } };

static char why[256];

static int has(const char *const *list, const char *text, size_t size)
{
	for (; *list; list++)
		if (strlen(*list) == size && memcmp(*list, text, size) == 0)
			return 1;
	return 0;
}

static const struct option *option_of(const char *word, size_t size)
{
	for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
		if (strlen(options[i].name) == size && memcmp(options[i].name, word, size) == 0)
			return &options[i];
	return NULL;
}

static const char *refuse(const char *word, size_t size)
{
	const char *reason = "is not one that kmend lets through (docs/target-yaml.md, \"More of a machine\")";
	size_t dash = size > 2 && word[0] == '-' && word[1] == '-'; /* --gdb is -gdb */

	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (strlen(refused[i].name) == size - dash && memcmp(refused[i].name, word + dash, size - dash) == 0)
			reason = refused[i].why;
	snprintf(why, sizeof why, "'%.*s' %s", (int)(size < 40 ? size : 40), word, reason);
	return why;
}

/* The words of one option: a device and its properties. */
static const char *value_wrong(const struct option *option, const char *text, size_t size)
{
	int at_device = option->devices != NULL;

	for (const char *end = text + size; text < end; at_device = 0) {
		size_t part = strcspn(text, ", "), key, value;

		if (text + part > end)
			part = (size_t)(end - text);
		key = strcspn(text, "=, ");
		if (at_device && option->devices == none) { /* any word */
			if (strspn(text, VALUE) < part)
				return refuse(text, part);
		} else if (at_device) {
			if (!has(option->devices, text, part))
				return refuse(text, part);
		} else {
			value = key < part ? part - key - 1 : 0;
			if (!value || !has(option->keys ? option->keys : none, text, key) ||
				strspn(text + key + 1, VALUE) < value)
				return refuse(text, part);
		}
		text += part;
		if (text < end && ++text == end)
			return refuse(",", 1);
	}
	return NULL;
}

const char *kmend_arguments_wrong(const char *text)
{
	for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
		size_t size = strcspn(text, " ");
		const struct option *option = option_of(text, size);
		const char *wrong;

		if (!option)
			return refuse(text, size);
		text += size;
		if (!option->devices && !option->keys)
			continue;
		text += strspn(text, " ");
		size = strcspn(text, " ");
		if (!size) {
			snprintf(why, sizeof why, "'%s' needs a word after it", option->name);
			return why;
		}
		wrong = value_wrong(option, text, size);
		if (wrong)
			return wrong;
		text += size;
	}
	return NULL;
}
