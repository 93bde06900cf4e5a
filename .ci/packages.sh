# Installs what the checks need beside Python, from Debian's packages, or says what to install by hand.
PACKAGES="postgresql chromium chromium-driver fonts-noto-cjk"

need_packages() {
  local missing="" package
  for package in $PACKAGES; do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
  done
  [ -z "$missing" ] && { echo "all there"; return 0; }
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Please install:$missing"; return 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
  echo "installed:$missing"
}
