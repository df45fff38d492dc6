#!/bin/sh
# The tests need a browser, a Chinese font, PostgreSQL's server programs and Java (for Spark). Debian has them.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v java >/dev/null 2>&1 || [ -x "${JAVA_HOME:-}/bin/java" ] || missing="$missing openjdk-17-jre-headless"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing for the tests:$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086  # the list is split on purpose
  apt-get install -y -qq --no-install-recommends $missing fontconfig >/dev/null
else
  echo "The tests need:$missing. Install them (as root: apt-get install$missing), then run make test again." >&2
  exit 2
fi
