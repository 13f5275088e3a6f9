#!/usr/bin/env bash
# Fetches what the build needs and a system does not have, into the folder .deps, which git ignores:
#
#   Emscripten, Eigen, Dear ImGui, GoogleTest, nlohmann-json, zlib, the Inter fonts, and the npm packages of web/ and
#   tests/browser/.
#
# You can run it again at any time: it only fetches what is missing. For every part it tries, in this order,
#   1. (Emscripten only) an em++ on PATH or in $EMSDK, version 4.0 or newer
#   2. upstream, at the version pinned below
#   3. Debian's suite "forky", from the mirror that this system's apt uses: packages are unpacked, never installed
# The only packages it installs on the system are build tools, browsers, PyTorch and GNU parallel (for a test each), with
# apt-get, and only when run as root.
#
# It leaves two files for CMake: .deps/paths.cmake (where things are) and .deps/web-toolchain.cmake (for preset "web").
set -euo pipefail

readonly emscripten_pin=6.0.5    # accepted on PATH: 4.0 or newer; tested: 6.0
readonly emscripten_minimum=4.0
readonly emscripten_tested=6.0
readonly eigen_pin=5.0.1         # 3.4 does not vectorise under Emscripten
readonly imgui_pin=1.92.2b       # 1.92 brought fonts that are crisp at any scale
readonly googletest_pin=1.18.0
readonly json_pin=3.11.3
readonly zlib_pin=1.3.2
readonly inter_pin=4.1
readonly inter_sha256=9883fdd4a49d4fb66bd8177ba6625ef9a64aa45899767dde3d36aa425756b11e
readonly node_minimum=18.19      # what Debian 12 has
readonly cmake_minimum=3.25
readonly suite=forky

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly root
readonly deps=$root/.deps
readonly debian=$deps/debian     # apt's lists and downloads for the forky suite
mkdir -p "$deps"

say() { printf 'set-up: %s\n' "$*"; }
die() { printf 'set-up: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 3.25.1 3.25
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | sed -n 1p)" = "$2" ]; }
first_version() { grep -oE '[0-9]+(\.[0-9]+)+' | sed -n 1p; }

# A part is complete when its stamp holds what was asked for; a part that was interrupted has no stamp. The place is in
# the stamp because unpacked programs hold absolute paths.
stamp_of() { printf '%s\n' "$2 in $deps/$1"; }
is_ready() { [ "$(cat "$deps/$1/.stamp" 2>/dev/null)" = "$(stamp_of "$1" "$2")" ]; }
mark_ready() { stamp_of "$1" "$2" >"$deps/$1/.stamp"; }
fresh_folder() { rm -rf "${deps:?}/$1"; mkdir -p "$deps/$1"; }

# ---------------------------------------------------------------------------------------------- tools of the system

apt_updated=
install_or_name() {  # install_or_name "why" package…: installs them as root on Debian; returns 1 where it cannot
  local why=$1 log=$deps/apt-get.log
  shift
  if [ "$(id -u)" = 0 ] && have apt-get; then
    say "installing $* ($why)"
    if [ -z "$apt_updated" ]; then
      apt-get update -q >"$log" 2>&1 || say "apt-get update failed; trying with the package lists that are here"
      apt_updated=yes
    fi
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" >>"$log" 2>&1 && return 0
    tail -n 5 "$log" >&2
  fi
  return 1
}

# As root on Debian, what the checks below would install one by one comes in one go, while Emscripten is unpacked and
# builds its libraries. Whatever goes wrong here is met again, and named, by the check that needs it.
install_ahead() {
  [ "$(id -u)" = 0 ] && have apt-get || return 0
  local packages=()
  find_chromium || packages+=(chromium)
  have firefox || have firefox-esr || packages+=(firefox-esr)
  have WebKitWebDriver || packages+=(webkit2gtk-driver)
  have Xvfb || packages+=(xvfb libgl1-mesa-dri libegl1 libgl1)
  /usr/bin/python3 -c "import torch, numpy" 2>/dev/null || packages+=(python3-torch python3-numpy)
  have parallel || packages+=(parallel)
  have clang++ || packages+=(clang)
  have aarch64-linux-gnu-g++ && have qemu-aarch64 || packages+=(g++-aarch64-linux-gnu qemu-user)
  [ ${#packages[@]} -gt 0 ] || return 0
  say "installing in the background: ${packages[*]}"
  {
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${packages[@]}"
  } >"$deps/apt-get-ahead.log" 2>&1 || true &
}

check_tool() {  # check_tool program minimum-version debian-packages
  local program=$1 minimum=$2 packages=$3 found
  have "$program" || install_or_name "no $program on PATH" $packages || true
  have "$program" || die "$program is missing: install it (Debian: apt-get install $packages) and run this again."
  [ -n "$minimum" ] || return 0
  found=$("$program" --version | first_version)
  at_least "$found" "$minimum" || die "$program $found is too old: $minimum or newer is needed."
}

cxx20_compiles() {
  echo '#include <concepts>
        #include <span>
        template <std::integral T> T twice(T x) { return 2 * x; }
        int main() { int a[] = {1}; return twice(std::span(a)[0]) - 2; }' |
    "${CXX:-c++}" -std=c++20 -x c++ -fsyntax-only - >/dev/null 2>&1
}

check_host() {
  check_tool git "" "git ca-certificates"
  check_tool cmake "$cmake_minimum" cmake
  check_tool ninja "" ninja-build
  check_tool python3 3.8 python3
  check_tool node "$node_minimum" nodejs
  check_tool npm "" npm
  [ -e "$deps/.compiler-ok" ] && return 0
  cxx20_compiles || install_or_name "no C++20 compiler" g++ || true
  cxx20_compiles || die "no C++20 compiler: install g++ 12 or clang 15 (Debian: apt-get install g++), or name one in CXX."
  touch "$deps/.compiler-ok"
}

chromium=
find_chromium() {
  local candidate
  for candidate in "${NN4N_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable \
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    [ -n "$candidate" ] && chromium=$(command -v "$candidate") && return 0
  done
  return 1
}
check_browsers() {
  find_chromium || { install_or_name "for the browser tests" chromium && find_chromium; } ||
    say "no Chromium found: the browser tests need one (Debian: apt-get install chromium), or its path in NN4N_CHROMIUM."
  # Firefox, WebKit and an invisible screen. The set-up goes on without one that is missing; the test command names it.
  have firefox || have firefox-esr || install_or_name "for the browser tests" firefox-esr || true
  have WebKitWebDriver || install_or_name "for the browser tests" webkit2gtk-driver || true
  have Xvfb || install_or_name "for the browser tests" xvfb libgl1-mesa-dri libegl1 libgl1 || true
}

# A test runs the page's Python program, which needs PyTorch. The set-up goes on without it; the test says what is missing.
check_python() {
  /usr/bin/python3 -c "import torch, numpy" 2>/dev/null || python3 -c "import torch, numpy" 2>/dev/null ||
    install_or_name "for the test of the Python program" python3-torch python3-numpy || true
}

# A test runs a sweep under GNU parallel.
check_parallel() {
  have parallel || install_or_name "for the test of sweeps" parallel || true
}

# The tests with sanitizers are built for libFuzzer, too, which clang brings in a package of its own. The set-up goes on
# without it; then another compiler builds them, and the test command says that nothing was fuzzed.
fuzzer=
check_fuzzer() {
  have clang++ || install_or_name "for the fuzzer" clang || true
  have clang++ || return 0
  fuzzes || install_or_name "for the fuzzer" "libclang-rt-$(clang++ -dumpversion | cut -d. -f1)-dev" || true
  if fuzzes; then
    fuzzer=$(command -v clang++)
  else
    say "no libFuzzer found for clang++: nothing will be fuzzed."
  fi
}
fuzzes() {
  echo 'extern "C" int LLVMFuzzerTestOneInput(const unsigned char*, unsigned long) { return 0; }' |
    clang++ -fsanitize=fuzzer,address,undefined -x c++ - -o "$deps/.fuzzes" >/dev/null 2>&1
}

# The determinism suite is built by several compilers. The set-up goes on without one that is missing; the test command
# names it.
bits_compilers=
check_bits_compilers() {
  have g++ || install_or_name "for the determinism suite" g++ || true
  have clang++ || install_or_name "for the determinism suite" clang || true
  { have aarch64-linux-gnu-g++ && have qemu-aarch64; } ||
    install_or_name "for the determinism suite on aarch64" g++-aarch64-linux-gnu qemu-user || true
  for compiler in g++ clang++; do
    if have $compiler; then
      bits_compilers="$bits_compilers $compiler"
    else
      say "no $compiler found: the determinism suite will not be built with it."
    fi
  done
  if have aarch64-linux-gnu-g++ && have qemu-aarch64; then
    bits_compilers="$bits_compilers aarch64"
  else
    say "no aarch64-linux-gnu-g++ or no qemu-aarch64 found: the determinism suite will not be run for aarch64."
  fi
}

# --------------------------------------------------------------------------------------------------------- upstream

# Some networks cannot reach these hosts. Finding that out takes at most 5 seconds, once.
upstream=
can_reach_upstream() {
  if [ -z "$upstream" ]; then
    upstream=no
    GIT_TERMINAL_PROMPT=0 limited 5 git ls-remote --exit-code https://github.com/ocornut/imgui.git \
      "refs/tags/v$imgui_pin" >/dev/null 2>&1 && upstream=yes
  fi
  [ "$upstream" = yes ]
}
limited() {  # macOS has no timeout(1)
  if have timeout; then timeout "$@"; else shift; "$@"; fi
}
clone() {  # clone folder address tag
  GIT_TERMINAL_PROMPT=0 git -c advice.detachedHead=false clone -q --depth 1 --branch "$3" "$2" "$deps/$1" 2>"$deps/git.log"
}

# ------------------------------------------------------------------------------------------------ Debian's packages

# A configuration of our own for apt. Of the system's it reads only the address of the mirror and Debian's keyring, and
# it writes only into .deps.
apt_options=(
  -o Dir::Etc::sourcelist="$debian/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State::lists="$debian/lists"
  -o Dir::State::status=/dev/null -o Dir::Cache="$debian/cache" -o APT::Sandbox::User= -o Acquire::Languages=none
)
debian_ready=
prepare_debian() {  # prepare_debian "what for"
  [ -z "$debian_ready" ] || return 0
  have apt-get && have dpkg-deb ||
    die "$1 cannot be fetched: upstream is out of reach, and this is no Debian system to take the packages from."
  local keyring=/usr/share/keyrings/debian-archive-keyring.gpg mirror
  [ -e "$keyring" ] || die "$1 needs Debian's keyring: install the package debian-archive-keyring and run this again."
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' 'Created-By: Packages' |
    awk '!/security/ && !mirror { mirror = $1 } END { print mirror }')
  [ -n "$mirror" ] || die "$1 cannot be fetched: upstream is out of reach, and apt names no Debian mirror."
  mkdir -p "$debian"/{lists/partial,cache/archives/partial,downloads}
  printf 'deb [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" >"$debian/sources.list"
  printf 'deb-src [signed-by=%s] %s %s main\n' "$keyring" "$mirror" "$suite" >>"$debian/sources.list"
  say "upstream is out of reach: reading the package lists of Debian $suite"
  apt-get "${apt_options[@]}" -q update >"$debian/log" 2>&1 || { tail -n 5 "$debian/log" >&2; die "Debian $suite cannot be read."; }
  debian_ready=yes
}
debian_version() { apt-cache "${apt_options[@]}" show "$1" | sed -n 's/^Version: //p' | sed -n 1p; }
debian_unpack() {  # debian_unpack prefix package…
  local prefix=$1 archive
  shift
  rm -f "$debian"/downloads/*.deb
  (cd "$debian/downloads" && apt-get "${apt_options[@]}" -q download "$@") >"$debian/log" 2>&1 ||
    { tail -n 5 "$debian/log" >&2; die "these packages could not be downloaded: $*"; }
  for archive in "$debian"/downloads/*.deb; do dpkg-deb -x "$archive" "$prefix"; done
  rm -f "$debian"/downloads/*.deb
}
debian_require() {  # debian_require package minimum: forky changes, so the version is checked
  local found
  found=$(debian_version "$1" | sed 's/^[0-9]*://')
  at_least "$found" "$2" || die "Debian $suite has $1 in version ${found:-none}, but $2 or newer is needed."
  say "unpacking $1 $found (Debian $suite)"
}

# ------------------------------------------------------------------------------------------------- libraries, fonts

# get_library folder version name address tag from_debian: clones the tag; where that fails, the function from_debian
# fills the folder
get_library() {
  local folder=$1 version=$2 name=$3 address=$4 tag=$5 from_debian=$6
  is_ready "$folder" "$version" && return 0
  fresh_folder "$folder"
  if can_reach_upstream && clone "$folder" "$address" "$tag"; then
    say "$name $version"
  else
    prepare_debian "$name"
    "$from_debian" "$folder"
  fi
  mark_ready "$folder" "$version"
}
debian_library() {  # debian_library folder package minimum path-in-the-package
  debian_require "$2" "$3"
  debian_unpack "$debian/$1" "$2"
  mv "$debian/$1/$4"/* "$deps/$1/"
  rm -rf "${debian:?}/$1"
}

eigen_from_debian() { debian_library "$1" libeigen3-dev 5.0 usr/include/eigen3; }
googletest_from_debian() { debian_library "$1" googletest 1.14 usr/src/googletest; }
json_from_debian() { debian_library "$1" nlohmann-json3-dev 3.11 usr; }
debian_source() {  # debian_source folder package minimum source: the library's version is its source's
  debian_require "$2" "$3"
  check_tool xz "" xz-utils
  local archive
  rm -rf "${debian:?}/$1" && mkdir -p "$debian/$1"
  (cd "$debian/$1" && apt-get "${apt_options[@]}" -q source --download-only "$4") >"$debian/log" 2>&1 ||
    { tail -n 5 "$debian/log" >&2; die "the source of $4 could not be downloaded."; }
  for archive in "$debian/$1"/*.orig.tar.*; do
    case $archive in *.asc) ;; *) tar -xf "$archive" --strip-components=1 -C "$deps/$1" ;; esac
  done
  rm -rf "${debian:?}/$1"
}
imgui_from_debian() { debian_source "$1" libimgui-dev 1.92 imgui; }  # only the source has the .cpp files
zlib_from_debian() { debian_source "$1" zlib1g-dev 1.3 zlib; }       # for native, WebAssembly and aarch64 alike

get_libraries() {
  local github=https://github.com
  get_library eigen "$eigen_pin" Eigen https://gitlab.com/libeigen/eigen.git "$eigen_pin" eigen_from_debian
  get_library imgui "$imgui_pin" "Dear ImGui" $github/ocornut/imgui.git "v$imgui_pin" imgui_from_debian
  get_library googletest "$googletest_pin" GoogleTest $github/google/googletest.git "v$googletest_pin" \
    googletest_from_debian
  get_library json "$json_pin" nlohmann-json $github/nlohmann/json.git "v$json_pin" json_from_debian
  get_library zlib "$zlib_pin" zlib $github/madler/zlib.git "v$zlib_pin" zlib_from_debian
}

has_sha256() {
  [ "$(python3 -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1")" = "$2" ]
}
readonly font_files="Inter-Regular.otf Inter-Medium.otf Inter-SemiBold.otf"
get_fonts() {
  is_ready fonts "$inter_pin" && return 0
  fresh_folder fonts
  local font release=https://github.com/rsms/inter/releases/download/v$inter_pin/Inter-$inter_pin.zip
  if can_reach_upstream && check_tool curl "" curl && curl -fsSL --connect-timeout 5 -o "$deps/inter.zip" "$release" &&
      has_sha256 "$deps/inter.zip" "$inter_sha256"; then
    say "Inter $inter_pin"
    python3 -m zipfile -e "$deps/inter.zip" "$deps/inter-release"
    for font in $font_files; do mv "$deps/inter-release/extras/otf/$font" "$deps/fonts/"; done
    mv "$deps/inter-release/LICENSE.txt" "$deps/fonts/"
    rm -rf "$deps/inter-release" "$deps/inter.zip"
  else
    prepare_debian "the Inter font"
    debian_require fonts-inter 4.0
    debian_unpack "$debian/inter" fonts-inter
    for font in $font_files; do mv "$debian/inter/usr/share/fonts/opentype/inter/$font" "$deps/fonts/"; done
    mv "$debian/inter/usr/share/doc/fonts-inter/copyright" "$deps/fonts/LICENSE.txt"
    rm -rf "$debian/inter"
  fi
  mark_ready fonts "$inter_pin"
}

# ------------------------------------------------------------------------------------------------------- Emscripten

emscripten=  # the folder that holds em++ and cmake/Modules/Platform/Emscripten.cmake

emscripten_version_of() {  # without starting python: the file is beside em++ in every release
  { tr -d '"' <"$1/emscripten-version.txt" | first_version; } 2>/dev/null || true
}
use_emscripten_of_system() {
  local program folder found
  for program in "$(command -v em++ || true)" "${EMSDK:-/nonexistent}/upstream/emscripten/em++"; do
    [ -x "$program" ] || continue
    folder=$(dirname "$(realpath "$program")")
    found=$(emscripten_version_of "$folder")
    if [ -z "$found" ] || ! at_least "$found" "$emscripten_minimum"; then
      refused="Emscripten ${found:-of unknown version} in $folder is too old ($emscripten_minimum or newer is needed)"
      continue
    fi
    [ -e "$folder/cmake/Modules/Platform/Emscripten.cmake" ] || continue
    emscripten=$folder
    at_least "$emscripten_tested.999" "$found" || say "Emscripten $found is newer than what was tested ($emscripten_tested)."
    return 0
  done
  return 1
}

install_official_emsdk() {
  can_reach_upstream || return 1
  say "installing Emscripten $emscripten_pin with emsdk (some 400 MB)"
  clone emscripten https://github.com/emscripten-core/emsdk.git "$emscripten_pin" || return 1
  "$deps/emscripten/emsdk" install "$emscripten_pin" >"$deps/emsdk.log" 2>&1 &&
    "$deps/emscripten/emsdk" activate "$emscripten_pin" >>"$deps/emsdk.log" 2>&1 && return 0
  say "emsdk could not install it (see .deps/emsdk.log)"
  return 1
}

# The packages that hold the shared libraries of the named ones: their dependencies named lib…, without -dev.
debian_libraries_of() {
  apt-cache "${apt_options[@]}" depends --recurse --important "$@" | awk -v wanted="$*" '
    /^[^ ]/ { package = $1 }
    $1 == "Depends:" && $2 ~ /^lib/ && $2 !~ /-dev$/ { needs[package] = needs[package] " " $2 }
    $1 == "Depends:" && $2 ~ /^zlib1g$/ { needs[package] = needs[package] " " $2 }
    END {
      count = split(wanted, queue, " ")
      for (i = 1; i <= count; i++) {
        n = split(needs[queue[i]], next_ones, " ")
        for (j = 1; j <= n; j++) if (!seen[next_ones[j]]++) { print next_ones[j]; queue[++count] = next_ones[j] }
      }
    }'
}

# The programs of forky need the C library of forky, so its path is written into each of them. patchelf, which does this,
# is such a program itself: it is started through the loader of that library.
point_at_own_libraries() {  # point_at_own_libraries prefix llvm-version
  local prefix=$1 llvm=$2 triplet loader library_path program
  triplet=$(uname -m)-linux-gnu
  loader=$(echo "$prefix/usr/lib/$triplet"/ld-linux-*.so.*)
  library_path=$prefix/usr/lib/$triplet:$prefix/usr/lib/llvm-$llvm/lib
  patch_elf() { "$loader" --library-path "$library_path" "$prefix/usr/bin/patchelf" "$@"; }
  for program in "$prefix/usr/lib/llvm-$llvm/bin"/* "$prefix"/usr/bin/wasm*; do
    [ -f "$program" ] && [ ! -L "$program" ] || continue
    patch_elf --print-interpreter "$program" >/dev/null 2>&1 || continue  # a script
    patch_elf --set-interpreter "$loader" --set-rpath "$library_path" "$program"
  done
  for program in "$prefix/usr/lib/$triplet"/lib{LLVM,clang-cpp}*.so* "$prefix/usr/lib/llvm-$llvm/lib"/lib{LLVM,clang-cpp}*.so*; do
    [ -f "$program" ] && [ ! -L "$program" ] || continue
    patch_elf --set-rpath "$library_path" "$program"
  done
}

unpack_debian_emscripten() {
  prepare_debian Emscripten
  case $(uname -m) in
    x86_64 | aarch64) ;;
    *) die "Emscripten from Debian's packages is unpacked on x86-64 and aarch64 only; install emsdk and set EMSDK." ;;
  esac
  debian_require emscripten "$emscripten_minimum"
  local prefix=$deps/emscripten llvm programs
  llvm=$(apt-cache "${apt_options[@]}" depends emscripten | sed -n 's/.*Depends: clang-\([0-9]*\)$/\1/p' | sed -n 1p)
  [ -n "$llvm" ] || die "Debian's emscripten package no longer names its clang: emsdk-setup.sh must be adapted to it."
  programs="clang-$llvm lld-$llvm binaryen libllvm$llvm libclang-cpp$llvm patchelf"
  # llvm-N's own dependencies bring in a web client for debug files that nothing here uses
  debian_unpack "$prefix" emscripten node-acorn "llvm-$llvm" "libclang-common-$llvm-dev" \
    $(printf '%s\n' $programs $(debian_libraries_of $programs) | sort -u)
  point_at_own_libraries "$prefix" "$llvm"
  # a copy, not a link: node resolves links first and would then look for acorn in the wrong place
  rm -rf "$prefix/usr/share/emscripten/node_modules"
  cp -r "$prefix/usr/share/nodejs" "$prefix/usr/share/emscripten/node_modules"
  # emcc reads the file of this name beside itself, so no environment variable is needed at build time
  cat >"$prefix/usr/share/emscripten/.emscripten" <<EOF
LLVM_ROOT = '$prefix/usr/lib/llvm-$llvm/bin'
BINARYEN_ROOT = '$prefix/usr'
NODE_JS = '$(command -v node)'
CACHE = '$prefix/cache'
EOF
}

find_unpacked_emscripten() {
  local folder
  for folder in "$deps/emscripten/upstream/emscripten" "$deps/emscripten/usr/share/emscripten"; do
    if [ -x "$folder/em++" ]; then emscripten=$folder; return 0; fi
  done
  return 1
}

get_emscripten() {
  local refused=
  use_emscripten_of_system && return 0
  if ! is_ready emscripten "$emscripten_pin"; then
    [ -z "$refused" ] || say "$refused"
    rm -rf "$deps/emscripten"
    install_official_emsdk || { rm -rf "$deps/emscripten"; mkdir -p "$deps/emscripten"; unpack_debian_emscripten; }
    mark_ready emscripten "$emscripten_pin"
  fi
  [ -z "${EM_CONFIG:-}" ] || say "EM_CONFIG is set: unset it, or Emscripten reads that file instead of its own."
  find_unpacked_emscripten || die "Emscripten was unpacked, but em++ is not in it: remove .deps/emscripten and run this again."
}

# Emscripten builds its C and C++ libraries when they are linked for the first time. That is done here, where a message
# can say what takes so long.
warm_up_emscripten() {
  local stamp=$deps/.warm work=$deps/warm-up wanted
  wanted="$emscripten $(emscripten_version_of "$emscripten") 1"
  [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && return 0
  say "building Emscripten's system libraries (a minute or two, once)"
  rm -rf "$work" && mkdir -p "$work"
  echo '#include <emscripten/bind.h>
        #include <emscripten/html5.h>
        #include <GLES3/gl3.h>
        #include <iostream>
        int twice(int x) { return 2 * x; }
        EMSCRIPTEN_BINDINGS(warm_up) { emscripten::function("twice", &twice); }
        int main() { std::cout << twice(1); glFlush(); return 0; }' >"$work/warm.cpp"
  local common="-std=c++20 -fno-exceptions -msimd128 -sALLOW_MEMORY_GROWTH"
  (
    cd "$work"
    "$emscripten/em++" $common -O2 -lembind -sDYNAMIC_EXECUTION=0 -sMODULARIZE -sEXPORT_ES6 -sMIN_WEBGL_VERSION=2 \
      -sFILESYSTEM=0 -sENVIRONMENT=web warm.cpp -o page.mjs
    "$emscripten/em++" $common -O2 -lembind -sNODERAWFS -sEXIT_RUNTIME -sMIN_WEBGL_VERSION=2 warm.cpp -o node.mjs
  ) >"$work/log" 2>&1 || { tail -n 20 "$work/log" >&2; die "Emscripten in $emscripten does not work."; }
  printf '%s\n' "$wanted" >"$stamp"
  rm -rf "$work"
}

# -------------------------------------------------------------------------------------------------------------- npm

get_npm_packages() {  # get_npm_packages folder
  local folder=$root/$1
  [ -e "$folder/package-lock.json" ] || return 0
  cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json" && return 0
  say "npm packages of $1"
  (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) ||
    die "npm could not install the packages of $1: is the npm registry reachable?"
  mkdir -p "$folder/node_modules"
  cp "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"
}

# ------------------------------------------------------------------------------------------------- files for CMake

write_if_changed() {  # leaves an unchanged file as it is, so that CMake does not configure again
  local text
  text=$(cat)
  [ "$(cat "$1" 2>/dev/null)" = "$text" ] || printf '%s\n' "$text" >"$1"
}
write_cmake_files() {
  write_if_changed "$deps/paths.cmake" <<EOF
# Written by emsdk-setup.sh: where everything is that it found or fetched.
set(NN4N_EIGEN_DIR "$deps/eigen")
set(NN4N_IMGUI_DIR "$deps/imgui")
set(NN4N_GTEST_DIR "$deps/googletest")
set(NN4N_JSON_DIR "$deps/json/include")
set(NN4N_ZLIB_DIR "$deps/zlib")
set(NN4N_FONT_DIR "$deps/fonts")
set(NN4N_EMSCRIPTEN_DIR "$emscripten")
set(NN4N_NODE "$(command -v node)")
set(NN4N_CHROMIUM "$chromium")
set(NN4N_BITS_COMPILERS$bits_compilers)
set(NN4N_FUZZER_CXX "$fuzzer")
EOF
  write_if_changed "$deps/web-toolchain.cmake" <<EOF
# Written by emsdk-setup.sh: the toolchain file of preset "web".
include("$emscripten/cmake/Modules/Platform/Emscripten.cmake")
# em++ is a Python program. To find Python each time anew may take as long as to compile a file.
set(CMAKE_CXX_COMPILER_LAUNCHER env "EMSDK_PYTHON=$EMSDK_PYTHON")
EOF
}

check_host
EMSDK_PYTHON=$(python3 -c 'import sys; print(sys.executable)')
export EMSDK_PYTHON
install_ahead
get_emscripten
get_libraries
get_fonts
warm_up_emscripten
get_npm_packages web
get_npm_packages tests/browser
wait  # for install_ahead
check_browsers
check_python
check_parallel
check_fuzzer
check_bits_compilers
write_cmake_files
