#!/usr/bin/env bash
# chroot.sh DEB [FOLDER]: installs the Debian package into a clean Debian 12 below FOLDER (made, and removed afterwards) and uses it
# there. Needs root, debootstrap, a network, and 4 GB of disk; ./bootstrap package calls it. docs/release.md says more.
set -euo pipefail
deb=$(readlink -f "$1")
where=${2:-$(mktemp -d)}
mkdir -p "$where"
root=$where/debian
mirror=${KMEND_DEBIAN_MIRROR:-} # that of debootstrap
say() { printf 'package: %s\n' "$*" >&2; }
[ "$(id -u)" = 0 ] || { say 'root only: it makes a chroot'; exit 125; }

cleanup() {
	for part in dev/shm dev sys proc; do mountpoint -q "$root/$part" && umount "$root/$part"; done
	rm -rf --one-file-system "$root"
}
trap cleanup EXIT

say "a clean Debian 12 in $root"
debootstrap --variant=minbase bookworm "$root" ${mirror:+"$mirror"} >"$where/debootstrap.log" 2>&1 || { tail -n 5 "$where/debootstrap.log"; exit 125; }
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
cp "$deb" "$root/tmp/kmend.deb"
cp /etc/resolv.conf "$root/etc/resolv.conf"
# A machine that reaches the archive through a proxy does so inside, too.
[ ! -d /etc/apt/apt.conf.d ] || cp -n /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C DEBIAN_FRONTEND=noninteractive "$@"; }
say 'installing the package with what it depends on'
inside apt-get update >"$where/apt.log" 2>&1
inside apt-get install -y --no-install-recommends /tmp/kmend.deb >>"$where/apt.log" 2>&1 || { tail -n 15 "$where/apt.log"; exit 1; }

say 'kmend doctor'
inside kmend doctor
say 'a campaign'
inside sh -c 'cd /root && kmend run quickstart --sample 3 -o q.kmend && kmend report q.kmend --format html >page.html && kmend explain q.kmend 1 >/dev/null && kmend replay q.kmend 1 >/dev/null'
inside sh -c 'test -s /root/page.html && test -s /usr/share/man/man1/kmend-run.1.gz -o -s /usr/share/man/man1/kmend-run.1'
inside apt-get remove -y kmend >>"$where/apt.log" 2>&1
left=$(find "$root/usr/share/kmend" "$root/usr/libexec/kmend" 2>/dev/null || true)
[ -z "$left" ] || { say "left over: $left"; exit 1; }
say 'the package works'
