#!/bin/sh
# Build the companion's disk image for macOS into dist/companion. UNTRIED: it needs a Mac, and none was at hand.
#
#   SIGN="Developer ID Application: … (TEAM)" NOTARY=profile companion/packaging/macos/build.sh
#
# SIGN is a certificate's name in the keychain. Without it the app is signed for this Mac alone, and others refuse it.
# NOTARY is what `xcrun notarytool store-credentials` called the account at Apple. Without it Gatekeeper warns.
# KAIBO_COMPANION_KEY names the key that updates are signed by; its .pub file goes into the app.
# Asked for: Xcode's command-line tools, and a Python (PYTHON) of 3.11 or later with its shared library.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work="$root/build/companion-macos"
app="$work/dist/Kaibo Companion.app"
python="$work/venv/bin/python"
key=${KAIBO_COMPANION_KEY:-${XDG_CONFIG_HOME:-$HOME/.config}/kaibo/companion.key}
public="${key%.*}.pub"

[ "$(uname)" = Darwin ] || { echo "build.sh: it runs on a Mac only" >&2; exit 1; }
[ -f "$public" ] || { echo "build.sh: there is no $public, by which the app checks updates" >&2; exit 1; }

rm -rf "$work"
mkdir -p "$work/kaibo.iconset" "$root/dist/companion"
"${PYTHON:-python3}" -m venv "$work/venv"
for lock in requirements-dev.lock scripts/pyinstaller.lock; do
	"$python" -m pip install -q --disable-pip-version-check --require-hashes --only-binary=:all: -r "$root/$lock"
done
version=$(cd "$root/companion" && "$python" -c 'import kaibo_companion; print(kaibo_companion.__version__)')
image="$root/dist/companion/kaibo-companion-$version-$(uname -m).dmg"

# The icon, as macOS' own tool wants the pictures named.
cd "$here/.."
"$python" - "$work/kaibo.iconset" <<'PICTURES'
import sys
from pathlib import Path

from icons import picture

for size in (16, 32, 128, 256, 512):
    for scale, suffix in ((1, ""), (2, "@2x")):
        name = f"{sys.argv[1]}/icon_{size}x{size}{suffix}.png"
        assert picture(Path("icon.svg"), size * scale).save(name), name
PICTURES
iconutil --convert icns --output "$work/kaibo.icns" "$work/kaibo.iconset"

cp "$public" "$work/update.pub"
KAIBO_WORK="$work" KAIBO_VERSION="$version" "$python" -m PyInstaller --noconfirm --log-level WARN \
	--distpath "$work/dist" --workpath "$work/pyinstaller" "$here/companion.spec"

# Signed from the inside out: libraries, Chromium's helper, the frameworks around them, the app around all.
if [ -n "${SIGN:-}" ]; then
	sign() { codesign --force --options runtime --timestamp --sign "$SIGN" "$@"; }
else
	sign() { codesign --force --sign - "$@"; }
fi
find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) | while IFS= read -r file; do sign "$file"; done
find "$app/Contents" -type d -name QtWebEngineProcess.app | while IFS= read -r helper; do
	sign --entitlements "$here/entitlements.plist" "$helper"
done
find "$app/Contents" -depth -type d -name '*.framework' | while IFS= read -r framework; do sign "$framework"; done
sign --entitlements "$here/entitlements.plist" "$app"
codesign --verify --deep --strict "$app"

# An image to drag the app out of.
mkdir "$work/image"
mv "$app" "$work/image/"
ln -s /Applications "$work/image/Applications"
hdiutil create -quiet -ov -format ULFO -volname "Kaibo Companion $version" -srcfolder "$work/image" "$image"
if [ -n "${SIGN:-}" ]; then
	sign "$image"
fi
if [ -n "${NOTARY:-}" ]; then
	xcrun notarytool submit "$image" --keychain-profile "$NOTARY" --wait
	xcrun stapler staple "$image"
fi
rm -rf "$work"
echo "${image#"$root"/}"
