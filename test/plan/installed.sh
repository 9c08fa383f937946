#!/bin/sh
# installed.sh BUILD SOURCE - the library as it is installed: a program that
# knows nothing but its one header compiles, runs and gives its answer; no symbol
# is visible that the header does not declare; C++ reads it too.
build=$1
source=$2
if grep -q 'fsanitize' "$build/build.ninja"; then
    echo "SKIPPED: a library with sanitizers does not load into a program without"
    exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
DESTDIR=$work meson install -C "$build" --no-rebuild --quiet >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}
pc=$(find "$work" -name guatu-plan.pc)
prefix=$work$(sed -n 's/^prefix=//p' "$pc")
header=$(find "$work" -name guatu-plan.h)
lib=$(dirname "$(find "$work" -name libguatu-plan.a)")
export PKG_CONFIG_PATH="$(dirname "$pc")"
flags=$(pkg-config --define-variable=prefix="$prefix" --cflags --libs guatu-plan) || exit 1
failed=0

[ "$(find "$(dirname "$header")" -name '*.h' | wc -l)" -eq 1 ] || { echo "more than one header"; failed=1; }
grep -q '#include "' "$header" && { echo "the header needs another one"; failed=1; }
cp "$source/examples/plan-library.c" "$work/program.c"
cd "$work" || exit 1
cc -std=c11 -Wall -Wextra -Werror program.c $flags -o shared || failed=1
LD_LIBRARY_PATH=$lib ./shared >out || { echo "the program failed"; failed=1; }
cc -std=c11 program.c -I"$(dirname "$header")" "$lib/libguatu-plan.a" -lm -pthread -o static && ./static >out.static
cmp out out.static || failed=1
for line in '^plan  *draft ' 'must start' 'levelled ask office two' 'nothing is shorter' 'four times in five' \
            'verified: every fact holds'; do
    grep -q -e "$line" out || { echo "no line like: $line"; cat out; failed=1; }
done
if command -v c++ >/dev/null; then
    printf '#include <guatu-plan.h>\nint main() { return gt_rc_name(GT_OK) == 0; }\n' >program.cc
    c++ -std=c++11 -Wall -Werror program.cc $flags -o plus || { echo "C++ cannot read the header"; failed=1; }
fi
nm -D --defined-only "$lib/libguatu-plan.so" | awk '{print $3}' >seen
nm -g --defined-only "$lib/libguatu-plan.a" 2>/dev/null | awk 'NF == 3 {print $3}' >>seen
for symbol in $(sort -u seen); do
    grep -q "\b$symbol(" "$header" || { echo "$symbol is visible but not in the header"; failed=1; }
done
[ "$(sort -u seen | wc -l)" -gt 80 ] || { echo "hardly any symbol is visible"; failed=1; }
man=$(find "$work" -name 'libguatu-plan.3*')
[ -n "$man" ] || { echo "no manual page"; failed=1; }
exit $failed
