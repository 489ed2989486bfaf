#!/bin/bash
# Builds Linux (or finds it in the cache) and sets each of its detectors off: detectors.sh KMEND ROOT FOLDER PROGRAM.
set -euo pipefail
kmend=$1 root=$2 program=$4
line=$("$kmend" build "$root/targets/linux-failstop" --policy none)
LINUX_IMAGE=${line##* } LINUX_TARGET=$root/targets/linux-failstop "$program" -j1
