#!/bin/sh
# Puts a Debian package that tests need on this machine where that is possible; where it is not, they say so and skip.
# sh tests/install.sh chromium|postgresql|strace
set -eu

package=$1
case $package in
  chromium)
    for name in chromium chromium-browser google-chrome; do
      if command -v "$name" >/dev/null 2>&1; then exit 0; fi
    done
    with="fonts-dejavu-core" ;;
  postgresql)
    for bin in /usr/lib/postgresql/*/bin; do
      if [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ]; then exit 0; fi
    done
    if command -v postgres >/dev/null 2>&1; then exit 0; fi
    with="" ;;
  *)
    if command -v "$package" >/dev/null 2>&1; then exit 0; fi
    with="" ;;
esac

if ! command -v apt-get >/dev/null 2>&1; then
  echo "No $package here, and no apt-get to install it: its tests will be skipped."
  exit 0
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  echo "No $package here, and no right to install it (sudo apt-get install $package): its tests will be skipped."
  exit 0
fi
echo "Installing $package from Debian's packages (once) …"
export DEBIAN_FRONTEND=noninteractive
keep=""
if [ "$package" = postgresql ]; then
  # Its package makes a cluster and starts it, unless this file says otherwise: the tests start a server of their own.
  said=/etc/postgresql-common/createcluster.conf
  if [ ! -e "$said" ]; then
    $as_root mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" | $as_root tee "$said" >/dev/null
  fi
  keep="-o Dpkg::Options::=--force-confold" # that file is the package's own, too: ours stays
fi
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $keep "$package" $with; } >/dev/null; then
  echo "apt-get could not install $package: its tests will be skipped."
fi
