# SPDX-License-Identifier: GPL-3.0-or-later
# What ./dev does with the Flatpak; ./dev reads this and calls do_flatpak or flatpak_test. It runs on the host, never in a root.

app=org.clientele.Clientele
manifest=$project/flatpak/$app.json
flatpak_cache=$cache/flatpak
flatpak_out=$build-flatpak
flathub=https://dl.flathub.org/repo/flathub.flatpakrepo

flatpak_usage () {
  cat <<TEXT
Usage: ./dev flatpak [ARGUMENT…]                   build, install for this user, and run with these arguments
       ./dev flatpak --bundle [URL] [--sign KEY]   one file, and a repository to be served at URL, in _build-flatpak
       ./dev test --flatpak                        build, and try it out in its sandbox
TEXT
}

flatpak_packages () { # what else is needed
  debian_packages=(flatpak flatpak-builder elfutils ostree bubblewrap python3)
  fedora_packages=(flatpak flatpak-builder elfutils ostree bubblewrap python3)
  [ "${1:-}" != test ] || {
    debian_packages+=(xvfb xauth x11-utils xdotool dbus dbus-daemon at-spi2-core python3-gi gir1.2-atspi-2.0 xdg-desktop-portal fuse3)
    fedora_packages+=(xorg-x11-server-Xvfb xauth xwininfo xdotool dbus-daemon at-spi2-core python3-gobject xdg-desktop-portal fuse3)
  }
  prepare_host
}

# Said by the kernel itself, so that no other trouble is taken for it.
sandbox_forbidden () {
  local said
  said=$(bwrap --ro-bind / / --unshare-pid --proc /proc --dev /dev true 2>&1) && return 1
  [[ $said == *"Operation not permitted"* || $said == *"Permission denied"* || $said == *"No permissions"* ]] || die "bubblewrap makes no sandbox: $said"
  say "The kernel here lets nobody make a sandbox ($said)."
}

runtime_version () { sed -n 's/.*"runtime-version": "\(.*\)".*/\1/p' "$manifest"; }

runtime_installed () { # --user or --system …
  local scope
  for scope in "$@"; do
    ! flatpak info "$scope" "org.gnome.Platform//$(runtime_version)" >/dev/null 2>&1 || ! flatpak info "$scope" "org.gnome.Sdk//$(runtime_version)" >/dev/null 2>&1 || return 0
  done
  return 1
}

runtime_from_remote () {
  local scope remote
  for scope in --user --system; do
    for remote in $(flatpak remotes "$scope" --columns=name 2>/dev/null); do
      flatpak remote-info "$scope" "$remote" "org.gnome.Sdk//$(runtime_version)" >/dev/null 2>&1 || continue
      confirm "The runtime org.gnome.Platform $(runtime_version) and its Sdk would be installed from $remote." || die "not without the runtime."
      flatpak install "$scope" -y --noninteractive "$remote" "org.gnome.Platform//$(runtime_version)" "org.gnome.Sdk//$(runtime_version)" && return 0
    done
  done
  return 1
}

# A runtime made of Debian's packages never gets into the installation that a person's other apps use.
own_installation () { # of a name, where there are several
  export FLATPAK_USER_DIR=$flatpak_cache/${1:-installation}
  mkdir -p "$flatpak_cache"
}

# Whether every module's source can be had; then the manifest is built as it is.
sources_reachable () { flatpak-builder --download-only --state-dir="$flatpak_cache/state" --force-clean "$flatpak_cache/build" "$manifest" >"$flatpak_cache/download.log" 2>&1; }

stand_in () {
  local repository remote modules=
  mkdir -p "$flatpak_cache"
  have mmdebstrap || { debian_packages+=(mmdebstrap) fedora_packages+=(mmdebstrap); prepare_host; }
  used_manifest=$manifest repository=$flatpak_cache/stand-in-$(runtime_version)
  if ! sources_reachable; then
    say "The sources of the bundled libraries cannot be downloaded: Debian's builds of them stand in too."
    used_manifest=$flatpak_cache/$app.json modules="libxlsxwriter-dev libqrencode-dev libcmark-dev libical-dev" repository+=-whole
    python3 - "$manifest" "$project" >"$used_manifest" <<'PYTHON'
import json, sys
manifest = json.load(open(sys.argv[1]))
manifest["modules"] = manifest["modules"][-1:]
manifest["modules"][0]["sources"][0]["path"] = sys.argv[2]
json.dump(manifest, sys.stdout, indent=2)
PYTHON
  fi
  if [ ! -d "$repository" ]; then
    need_space "$flatpak_cache" 4000
    say "Making a stand-in for the runtime from Debian's packages (once, about two minutes, 1.3 GB) …"
    # A mirror may fail for a moment.
    CLIENTELE_MODULES_FROM_DEBIAN=$modules "$project/flatpak/stand-in-runtime" "$repository" "$(runtime_version)" ||
      CLIENTELE_MODULES_FROM_DEBIAN=$modules "$project/flatpak/stand-in-runtime" "$repository" "$(runtime_version)" || die "the stand-in runtime could not be made: is there a network?"
  fi
  remote=${repository##*/}
  own_installation "installation-$remote"
  flatpak --user remote-add --if-not-exists --no-gpg-verify "$remote" "file://$repository"
  flatpak --user install -y --noninteractive --or-update "$remote" "org.gnome.Platform//$(runtime_version)" "org.gnome.Sdk//$(runtime_version)" >/dev/null
}

# Sees to a runtime and sets what to build with it; "test" leaves the person's own installation alone.
choose_runtime () {
  used_manifest=$manifest
  if [ "${1:-}" = test ]; then
    own_installation
    runtime_installed --system || stand_in
  elif ! runtime_installed --user --system && ! runtime_from_remote; then
    say "No Flatpak remote here has org.gnome.Platform $(runtime_version) (Flathub has: flatpak remote-add --user flathub $flathub)."
    stand_in
  fi
}

flatpak_build () {
  local log=$flatpak_out/build.log
  mkdir -p "$flatpak_out" "$flatpak_cache"
  flatpak-builder --user --disable-rofiles-fuse --force-clean --ccache --install --state-dir="$flatpak_cache/state" --repo="$flatpak_cache/repo" \
    "$flatpak_cache/build" "$used_manifest" >"$log" 2>&1 || { tail -n 60 "$log" >&2; die "the Flatpak could not be built; the whole log is in $log"; }
  ! sed -n '/^Building module clientele /,$p' "$log" | grep 'warning:' >&2 || flatpak_warned=yes
}

flatpak_bundle () { # URL, key
  local url=$1 key=$2 sign=() keys=() gpg= repo=$flatpak_out/repo
  if [ -n "$key" ]; then
    gpg --export "$key" >"$flatpak_cache/key.gpg" && [ -s "$flatpak_cache/key.gpg" ] || die "gpg has no key $key."
    sign=(--gpg-sign="$key") keys=(--gpg-keys="$flatpak_cache/key.gpg") gpg=GPGKey=$(base64 --wrap=0 "$flatpak_cache/key.gpg")
  else
    say "The repository is not signed: see docs/flatpak.md before others install from it."
  fi
  rm -rf "$repo" && ostree init --mode=archive --repo="$repo"
  flatpak build-commit-from --no-update-summary "${sign[@]}" --src-repo="$flatpak_cache/repo" "$repo" "app/$app/$(flatpak --default-arch)/stable" >/dev/null
  flatpak build-update-repo --title=Clientele --default-branch=stable --generate-static-deltas "${sign[@]}" "$repo" >/dev/null
  flatpak build-bundle "${keys[@]}" --repo-url="$url/repo" --runtime-repo="$flathub" "$repo" "$flatpak_out/clientele.flatpak" "$app" stable
  printf '%s\n' '[Flatpak Ref]' 'Title=Clientele' "Name=$app" Branch=stable "Url=$url/repo" "RuntimeRepo=$flathub" SuggestRemoteName=clientele IsRuntime=false ${gpg:+"$gpg"} \
    >"$flatpak_out/clientele.flatpakref"
  say "In $flatpak_out: clientele.flatpak to hand on as one file; repo and clientele.flatpakref to serve at $url/."
}

flatpak_test () {
  flatpak_packages test
  if sandbox_forbidden; then
    say "The Flatpak was not tried out."
    printf '\n0 passed, 0 failed, 1 skipped\n'
    return 0
  fi
  choose_runtime test
  flatpak_build
  "$project/tests/ui/virtual-display" env PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$project/tests/flatpak/test-sandbox.py" "${flatpak_warned:-}"
}

do_flatpak () {
  local url=https://flatpak.example.org/clientele key= bundle=
  case ${1:-} in
    --help) flatpak_usage; return ;;
    --bundle)
      bundle=yes
      shift
      while [ $# -gt 0 ]; do
        case $1 in --sign) key=${2:?} && shift ;; http*) url=${1%/} ;; *) flatpak_usage >&2; exit 2 ;; esac
        shift
      done ;;
  esac
  flatpak_packages
  ! sandbox_forbidden || die "without sandboxes there is no Flatpak."
  choose_runtime
  flatpak_build
  if [ -n "$bundle" ]; then flatpak_bundle "$url" "$key"; return; fi
  [ -n "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ] || { say "Clientele is installed. There is no display here to run it on."; return 0; }
  exec flatpak --user run "$app" "$@"
}
