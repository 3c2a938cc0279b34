#!/bin/sh
# What somebody does who installs the package, inside the empty system that bare.sh made, after newcomer.sh: the service
# answers a text, is backed up, its machine is lost, and on the restored one the conversation goes on. There is no systemd
# in here: the service is started as its own user by hand.
set -eu
cd /root/saathi
say() { printf '%s\n' "keeper: $*"; }
fail() { say "$*"; cat /root/serve.log 2>/dev/null || true; exit 1; }

./dev package
apt-get -q -y -o Dpkg::Use-Pty=0 install ./build/package/saathi_*.deb >/root/install.log 2>&1 || { cat /root/install.log; fail "the package cannot be installed"; }
[ "$(stat -c '%U %a' /etc/saathi/master.key)" = "saathi 600" ] || fail "the master key is not the service's own"
cat >>/etc/saathi/saathi.toml <<'TOML'
[[channel]]
id = "lo"
provider = "local"
address = "4040"
country = "NP"
TOML
saathi check --config /etc/saathi/saathi.toml || fail "the configuration is refused"

service=
start() {
  setpriv --reuid=saathi --regid=saathi --init-groups saathi serve --config /etc/saathi/saathi.toml >/root/serve.log 2>&1 &
  service=$!
  for _ in $(seq 1 100); do
    curl -fsS http://127.0.0.1:8080/readyz >/dev/null 2>&1 && return
    kill -0 $service 2>/dev/null || fail "the service ended"
    sleep 0.2
  done
  fail "the service is not ready after 20 seconds"
}
text() {
  curl -fsS -H 'Content-Type: application/json' -d "{\"id\":\"$1\",\"from\":\"+97455512101\",\"to\":\"4040\",\"text\":\"$2\"}" \
    http://127.0.0.1:8080/hooks/lo/message
}

start
first=$(text a "malik le passport rakheko cha") || fail "the text was not taken"
say "the first answer: $first"
saathi backup /root/stick --as keeper || fail "no backup"
saathi restore /root/stick --verify || fail "the drill failed"
kill -KILL $service
wait $service 2>/dev/null || true
rm -rf /var/lib/saathi/saathi.db*
runuser -u saathi -- sh -c 'test ! -e /var/lib/saathi/saathi.db' || fail "the database is still there"
saathi restore /root/stick || fail "nothing came back"
start
second=$(text b 1) || fail "the second text was not taken"
say "the second answer: $second"
[ "$second" != "$first" ] || fail "the conversation began anew"
saathi cases --as keeper | grep -q '^K-' || fail "her case is gone"
kill -TERM $service
wait $service || fail "the service ended with $?"

# An upgrade keeps everything; a purge that nobody answers keeps what people told us.
apt-get -q -y -o Dpkg::Use-Pty=0 install --reinstall ./build/package/saathi_*.deb >>/root/install.log 2>&1 || fail "it cannot be installed again"
grep -q 'id = "lo"' /etc/saathi/saathi.toml || fail "an upgrade overwrote the configuration"
DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Use-Pty=0 purge saathi >>/root/install.log 2>&1 || fail "it cannot be purged"
for kept in /var/lib/saathi/saathi.db /etc/saathi/master.key; do
  [ -s $kept ] || fail "a purge deleted what people told us without being asked: $kept"
done
say "installed, answered, backed up, lost, restored, went on"
