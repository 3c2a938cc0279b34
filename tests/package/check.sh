#!/bin/sh
# Looks at a built package: is everything in it, is the program compiled as a program should be that reads what strangers
# write, does the unit take away what is not needed. `./dev package` ends with it; check.sh FILE.deb
set -eu
package=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bad=0
wrong() { printf '%s\n' "package: $*" >&2; bad=1; }

dpkg-deb -x "$package" "$folder/files"
dpkg-deb -e "$package" "$folder/control"

for file in usr/bin/saathi etc/saathi/saathi.toml lib/systemd/system/saathi.service usr/share/saathi/config/directory.yaml \
  usr/share/man/man1/saathi.1 usr/share/man/man5/saathi.toml.5 usr/share/bash-completion/completions/saathi \
  usr/share/doc/saathi/copyright; do
  [ -s "$folder/files/$file" ] || [ -s "$folder/files/usr/$file" ] || wrong "$file is missing"
done
for script in preinst postinst prerm postrm; do
  sh -n "$folder/control/$script" || wrong "$script is no shell script"
done
grep -qx /etc/saathi/saathi.toml "$folder/control/conffiles" || wrong "the configuration is no conffile: an upgrade would overwrite it"
find "$folder/files" -name '*.key' -o -name '*.db' | grep -q . && wrong "there is a key or a database in it"

program=$folder/files/usr/bin/saathi
readelf -h "$program" | grep -q 'DYN' || wrong "the program is not position independent (PIE)"
readelf -l "$program" | grep -q 'GNU_RELRO' || wrong "the program has no RELRO"
readelf -d "$program" | grep -qE 'BIND_NOW|NOW' || wrong "the program's RELRO is half: no BIND_NOW"
readelf -lW "$program" | grep 'GNU_STACK' | grep -q 'RWE' && wrong "the program's stack can be executed"
readelf --dyn-syms -W "$program" | grep -q '__stack_chk_fail' || wrong "the program has no stack protector"
readelf --dyn-syms -W "$program" | grep -qE '__(mem|str|read|recv|snprintf|vsnprintf)[a-z]*_chk' || wrong "the program has no FORTIFY"

# Its words are made of its tables, so they must name its commands and settings.
for command in serve backup restore erase audit key; do
  grep -q "SS saathi $command" "$folder/files/usr/share/man/man1/saathi.1" || wrong "saathi(1) does not know $command"
done
grep -q 'public_url' "$folder/files/usr/share/man/man5/saathi.toml.5" || wrong "saathi.toml(5) does not know public_url"

unit=$(find "$folder/files" -name saathi.service)
if command -v systemd-analyze >/dev/null; then
  # 0 is nothing exposed, 10 all; what is left is the network, which is the point.
  systemd-analyze security --offline=true --threshold=20 "$unit" >"$folder/exposure" 2>&1 ||
    { tail -n 3 "$folder/exposure" >&2; wrong "the unit leaves more open than it should"; }
fi
[ $bad = 0 ] && printf '%s\n' "package: $(basename "$package") is good"
exit $bad
