#!/bin/sh
# Puts Debian's strace on this machine where that is possible; where it is not, its tests say so and skip.
set -eu

if command -v strace >/dev/null 2>&1; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "No strace here, and no apt-get to install it: power loss will not be tested."
  exit 0
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  echo "No strace here, and no right to install it (sudo apt-get install strace): power loss will not be tested."
  exit 0
fi
echo "Installing strace from Debian's packages (once) …"
export DEBIAN_FRONTEND=noninteractive
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends strace; } >/dev/null; then
  echo "apt-get could not install strace: power loss will not be tested."
fi
