#!/bin/sh
# What Qt, its pictures and Python need from Debian: installed where we may, otherwise named in one line.
set -eu

command -v dpkg-query >/dev/null && command -v apt-get >/dev/null || exit 0

wanted="fonts-wqy-zenhei
libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libgssapi-krb5-2
libwayland-client0 libwayland-cursor0 libwayland-egl1
libx11-6 libx11-xcb1 libxcb-cursor0 libxcb-glx0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxcb1
libxkbcommon-x11-0 libxkbcommon0"
# A Python 3.11 that can make environments may also come from elsewhere than Debian.
python3.11 -c 'import ensurepip, venv' 2>/dev/null || wanted="$wanted python3.11 python3.11-venv"

# Later Debians give some of these other names and list the old one under Provides.
present=$(dpkg-query --show --showformat='${db:Status-Status} ${Package} ${Provides}\n' |
    sed -n 's/^installed //p' | sed 's/([^)]*)//g' | tr -s ', ' '\n\n')
missing=
for package in $wanted; do
    printf '%s\n' "$present" | grep -qxF "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Debian packages that DealerDesk needs and that only an administrator can install:" \
        "sudo apt-get install$missing" >&2
    exit 0
fi

echo "Installing Debian packages:$missing"
install_missing() {
    # shellcheck disable=SC2086  # one word for each package
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends $missing >/dev/null
}
# Fresh machines have no package lists, older ones have stale ones.
install_missing 2>/dev/null || { apt-get update --quiet --quiet && install_missing; } ||
    echo "apt-get could not install$missing; continuing without." >&2
