# Makes the private environment; sourced by ./run, ./test and ./bench.
VENV="${MINGZHENG_VENV:-$PWD/.venv}"

fail() { printf '\n%s\n' "$@" >&2; exit 1; }

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.11 python3.12 python3.13 python3; do
    [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$candidate"; return 0
    fi
  done
  fail "没有找到 Python 3.11 或更新的版本。" "请先安装：sudo apt-get install python3 python3-venv"
}

# ensure_environment LOCK: a virtual environment that holds exactly what the lock names; quick when it already does.
ensure_environment() {
  local lock="$1" stamp want python
  stamp="$VENV/.installed-$(basename "$lock")"
  want="$(sha256sum "$lock" | cut -d' ' -f1)"
  if [ -x "$VENV/bin/python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$want" ]; then return 0; fi
  if [ ! -x "$VENV/bin/python" ]; then
    python="$(find_python)"
    echo "正在建立私有环境（$VENV）……" >&2
    if ! "$python" -m venv "$VENV" 2>"${TMPDIR:-/tmp}/mingzheng-venv.$$"; then
      cat "${TMPDIR:-/tmp}/mingzheng-venv.$$" >&2; rm -rf "$VENV" "${TMPDIR:-/tmp}/mingzheng-venv.$$"
      fail "建立私有环境失败：这台机器的 Python 没有 venv 模块。" "请先安装：sudo apt-get install python3-venv，然后重新运行。"
    fi
    rm -f "${TMPDIR:-/tmp}/mingzheng-venv.$$"
  fi
  echo "正在安装依赖（$lock，首次约一两分钟）……" >&2
  if ! "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"; then
    fail "依赖没有装全。常见原因是网络不通或软件源缺少某个包（见上面的信息）。" \
         "请检查网络和 pip 的软件源设置后重新运行；已装好的部分不会重装。"
  fi
  printf '%s' "$want" > "$stamp"
}
