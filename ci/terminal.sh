#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs emscripten-python in a pseudo-terminal made by script(1): size, cbreak mode and Ctrl-C; and into a closed pipe. The last line is
# `N passed, N failed, N skipped`.
set -u

ROOT=$(cd "$(dirname "$0")/.." && pwd)
PYTHON=${PYTHON:-$ROOT/launcher/bin/emscripten-python}
OUT=$(mktemp -d)
trap 'rm -rf "$OUT"' EXIT
passed=0
failed=0

if ! command -v script > /dev/null; then
    echo "SKIP: there is no command script (util-linux) to make a pseudo-terminal"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi

# in_terminal NAME EXPECTED: runs program.py; the keys of keys.sh, which may wait for output, go to the terminal.
in_terminal() {
    : > "$OUT/log"
    (cd "$OUT" && bash keys.sh | timeout 300 script -qefc "stty rows 31 cols 97; $PYTHON program.py" log > /dev/null)
    if grep -qF "$2" "$OUT/log"; then
        echo "PASS $1"
        passed=$((passed + 1))
    else
        echo "FAIL $1: no '$2' in"
        cat "$OUT/log"
        failed=$((failed + 1))
    fi
}

cat > "$OUT/wait.sh" <<'E1'
until_says() { for _ in $(seq 1200); do grep -qF "$1" log && break; sleep 0.1; done; }
E1

echo 'import os; print("size", *os.get_terminal_size(0))' > "$OUT/program.py"
echo 'sleep 0' > "$OUT/keys.sh"
in_terminal size 'size 97 31'

cat > "$OUT/program.py" <<'E1'
import os, termios, tty
before = termios.tcgetattr(0)
tty.setcbreak(0)
print('press', flush=True)
print('got', os.read(0, 1))
termios.tcsetattr(0, termios.TCSADRAIN, before)
E1
echo '. ./wait.sh; until_says press; printf q; until_says got' > "$OUT/keys.sh"
in_terminal cbreak "got b'q'"

cat > "$OUT/program.py" <<'E1'
import time
try:
    print('waiting', flush=True)
    time.sleep(1000)
except KeyboardInterrupt:
    print('sleep ended', flush=True)
try:
    while True:
        pass
except KeyboardInterrupt:
    print('loop ended', flush=True)
E1
echo '. ./wait.sh; until_says waiting; printf "\003"; until_says "sleep ended"; sleep 1; printf "\003"; until_says "loop ended"' > "$OUT/keys.sh"
in_terminal 'Ctrl-C' 'loop ended'

timeout 300 "$PYTHON" -c 'for i in range(100000): print(i)' 2> "$OUT/log" | head -n 1 > /dev/null
status=${PIPESTATUS[0]}
if [ "$status" -eq 1 ] && grep -q BrokenPipeError "$OUT/log"; then
    echo "PASS closed pipe"
    passed=$((passed + 1))
else
    echo "FAIL closed pipe: exit status $status"
    cat "$OUT/log"
    failed=$((failed + 1))
fi

echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
