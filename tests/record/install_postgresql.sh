#!/bin/sh
# Puts Debian's PostgreSQL on this machine where that is possible; where it is not, its tests say so and skip.
# Only the programs: the tests start a server of their own, and no other is made or left running.
set -eu

for bin in /usr/lib/postgresql/*/bin; do
  if [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ]; then exit 0; fi
done
if command -v postgres >/dev/null 2>&1; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "No PostgreSQL here, and no apt-get to install it: its tests will be skipped."
  exit 0
fi
if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo -n"
else
  echo "No PostgreSQL here, and no right to install it (sudo apt-get install postgresql): its tests will be skipped."
  exit 0
fi
echo "Installing PostgreSQL from Debian's packages (once) …"
export DEBIAN_FRONTEND=noninteractive
# Debian's package makes a cluster and starts it, unless this file says otherwise; one that is there is left alone.
said=/etc/postgresql-common/createcluster.conf
if [ ! -e "$said" ]; then
  $as_root mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" | $as_root tee "$said" >/dev/null
fi
keep="-o Dpkg::Options::=--force-confold" # that file is the package's own, too: ours stays
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $keep postgresql; } >/dev/null; then
  echo "apt-get could not install PostgreSQL: its tests will be skipped."
fi
