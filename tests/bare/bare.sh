#!/bin/sh
# Does a newcomer succeed? Makes an empty Debian with debootstrap, puts a clone of the last commit in it, and does there
# what README says: ./dev run, the printed curl, ./dev test; then ./dev package, and what its keeper does with it (keeper.sh).
# `./dev bare bookworm|trixie`; root and the network needed.
#
# Mounts and processes live in namespaces of their own, so they end with this script however it ends. The empty system
# is kept as build/bare/<suite>.tar for the next time. The network is the host's: port 8080 must be free.
set -eu
root_folder=
suite=${1-}
case "$suite" in bookworm | trixie) ;; *) echo "usage: ./dev bare bookworm|trixie" >&2; exit 2 ;; esac
[ "$(id -u)" = 0 ] || { echo "bare: needs root, for debootstrap and chroot" >&2; exit 3; }
cd "$(dirname "$0")/../.."
mirror=${SAATHI_MIRROR:-http://deb.debian.org/debian}
say() { printf '%s\n' "bare: $*"; }

clean_up() {
  if [ -n "$root_folder" ]; then rm -rf --one-file-system "$root_folder"; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

mkdir -p build/bare
if [ ! -s "build/bare/$suite.tar" ]; then
  say "making an empty $suite"
  root_folder=$(mktemp -d "${TMPDIR:-/var/tmp}/saathi-bare.XXXXXX")
  debootstrap --variant=minbase "$suite" "$root_folder" "$mirror" >build/bare/debootstrap.log 2>&1 ||
    { tail -n 5 build/bare/debootstrap.log; exit 3; }
  tar -C "$root_folder" -cf "build/bare/$suite.tar.part" .
  mv "build/bare/$suite.tar.part" "build/bare/$suite.tar"
  clean_up
fi

root_folder=$(mktemp -d "${TMPDIR:-/var/tmp}/saathi-bare.XXXXXX")
tar -C "$root_folder" -xpf "build/bare/$suite.tar"
chmod 755 "$root_folder"

# How this machine reaches the network: names, apt's proxies, certificates of its own.
cp -L /etc/resolv.conf "$root_folder/etc/resolv.conf"
grep -lE '^[[:space:]]*Acquire::(https?::|Check-)' /etc/apt/apt.conf.d/* 2>/dev/null | while read -r file; do
  cp "$file" "$root_folder/etc/apt/apt.conf.d/"
done
mkdir -p "$root_folder/usr/local/share/ca-certificates"
find /usr/local/share/ca-certificates -name '*.crt' -exec cp {} "$root_folder/usr/local/share/ca-certificates/" \;

mkdir -p "$root_folder/root/saathi"
git archive HEAD | tar -C "$root_folder/root/saathi" -xf -
[ -z "$(git status --porcelain)" ] || say "what is not committed is not tried"
cp tests/bare/newcomer.sh tests/bare/keeper.sh "$root_folder/root/"

say "a newcomer at an empty $suite"
# shellcheck disable=SC2016 # $1 is the inner shell's
unshare --mount --pid --fork --kill-child sh -euc '
  mount -t proc proc "$1/proc"
  mount --rbind /dev "$1/dev"
  mount -t sysfs -o ro sysfs "$1/sys"
  exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    ${no_proxy:+no_proxy="$no_proxy"} \
    ${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt} \
    chroot "$1" /bin/sh -c "/bin/sh /root/newcomer.sh && /bin/sh /root/keeper.sh"' sh "$root_folder"
say "$suite is good"
