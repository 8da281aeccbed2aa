#!/bin/sh
# Puts Debian's Chromium on this machine where that is possible; where it is not, the browser tests say so and skip.
set -eu

for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then exit 0; fi
done
if ! command -v apt-get >/dev/null 2>&1; then
  echo "No Chromium here, and no apt-get to install it: the browser tests will be skipped."
  exit 0
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  echo "No Chromium here, and no right to install it (sudo apt-get install chromium): the browser tests will be skipped."
  exit 0
fi
echo "Installing Chromium from Debian's packages (once) …"
export DEBIAN_FRONTEND=noninteractive
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >/dev/null; then
  echo "apt-get could not install Chromium: the browser tests will be skipped."
fi
