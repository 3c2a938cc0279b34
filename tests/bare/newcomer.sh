#!/bin/sh
# What a newcomer does, inside the empty system that bare.sh made: the two commands of README and the curl that the
# first of them prints. Ends with 0 only if the answer came in Nepali and every test passed.
set -eu
cd /root/saathi
log=/root/run.log
say() { printf '%s\n' "newcomer: $*"; }
fail() { say "$*"; tail -n 40 "$log"; exit 1; }

# The printed command: from the line that begins with curl through every line that a backslash continues.
printed_curl() { awk '/^ *curl / { on = 1 } on { print } on && !/\\$/ { exit }' "$log"; }

start=$(date +%s)
: >"$log"
say "Debian $(cat /etc/debian_version), $(nproc) cores: ./dev run"
./dev run >"$log" 2>&1 &
gateway=$!
# 20 minutes: the slowest machine we know needs six.
while [ -z "$(printed_curl)" ]; do
  kill -0 $gateway 2>/dev/null || fail "./dev run ended before it printed a curl"
  [ $(($(date +%s) - start)) -lt 1200 ] || fail "./dev run printed no curl in 20 minutes"
  sleep 2
done
say "ready after $(($(date +%s) - start)) s; it printed:"
printed_curl

printed_curl >/root/printed.sh
sleep 1
answer=$(sh /root/printed.sh) || fail "the printed curl failed"
say "the answer: $answer"
# Devanagari is U+0900 to U+097F: E0 A4 or E0 A5 in UTF-8, \u09.. where JSON escapes it.
printf '%s' "$answer" | LC_ALL=C grep -qE "$(printf '\340[\244\245]')|\\\\u09" || fail "that is not Nepali"

kill -TERM $gateway
wait $gateway || fail "the gateway ended with $?"
say "stopped; ./dev test"
start=$(date +%s)
./dev test || { say "./dev test failed"; exit 1; }
say "tested after $(($(date +%s) - start)) s"
