#!/bin/sh
# cli.sh GUATU SOURCE - `guatu plan` and its sub-verbs on files alone: what they
# print, and what they answer to the shell.
guatu=$1
source=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0

# expect CODE PATTERN ARGUMENTS...: the exit code, and a line of the output
expect() {
    code=$1 pattern=$2
    shift 2
    "$guatu" plan "$@" >"$work/out" 2>"$work/err"
    got=$?
    if [ $got -ne "$code" ] || ! cat "$work/out" "$work/err" | grep -q -e "$pattern"; then
        echo "guatu plan $*: exit $got, not $code, or no line like: $pattern"
        cat "$work/out" "$work/err"
        failed=1
    fi
}

plan=$source/examples/plan.json
late=$work/late.json
cycle=$work/cycle.json
cat >"$late" <<'JSON'
{"from": "2026-03-02", "tasks": [
  {"id": "a", "name": "起草", "days": 10},
  {"id": "b", "name": "印发", "days": 5, "after": ["a"], "due": "2026-03-17"}]}
JSON
cat >"$cycle" <<'JSON'
{"from": "2026-03-02", "tasks": [
  {"id": "a", "days": 2, "after": ["b"]}, {"id": "b", "days": 2, "after": ["a"]}]}
JSON

expect 0 '^survey .*2026-03-16' "$plan" --lang zh
expect 0 '"feasible":true' "$plan" --json
expect 0 'must start by 16 Mar 2026' why "$plan" survey --lang en
expect 3 'no task "nobody"' why "$plan" nobody --lang en
expect 0 'every fact holds' check "$plan" --lang en
expect 1 'cannot all hold' "$late" --lang en
expect 1 'overlap "起草" → "印发" by 3 work days (frees the whole plan)' "$late" --lang en
expect 1 '以下条件不能同时满足' "$late" --lang zh
expect 1 'cycle' "$cycle" --lang en
expect 0 'met, finishing on 2026-03-17' overlap "$late" --most 60 --lang en
expect 1 '"met":false' overlap "$late" --by 9 --json
expect 0 '"p80":"2026-' forecast "$plan" --samples 500 --json
expect 0 'tasks, .*links written' convert "$plan" "$work/out.xml" --lang en
expect 0 '13 tasks' check "$work/out.xml" --lang en
expect 0 'written' convert "$work/out.xml" "$work/back.json" --lang en
expect 0 'written' convert "$plan" "$work/out.ics" --lang en
expect 3 'must end in' convert "$plan" "$work/out.pdf" --lang en
expect 0 'are the same' compare "$plan" "$plan" --lang en
printf '{"tasks":[{"id":"a","days":-2}]}' >"$work/bad.json"
expect 3 'tasks\[0\].days' "$work/bad.json" --lang en
expect 3 'not found\|No such\|none.json' "$work/none.json" --lang en
expect 2 'one plan file' --lang en
cat >"$work/desk.json" <<'JSON'
{"from": "2026-03-02", "resources": [{"id": "desk", "name": "文印室", "capacity": 1}],
 "tasks": [{"id": "a", "days": 3, "needs": ["desk"]}, {"id": "b", "days": 2, "needs": ["desk"]},
           {"id": "c", "days": 1, "after": ["a"], "needs": [{"resource": "desk", "amount": 1}]}]}
JSON
sed 's/"id": "c", "days": 1/"id": "c", "days": 1, "due": "2026-03-04"/' "$work/desk.json" >"$work/tight.json"
sed 's/"amount": 1/"amount": 2/' "$work/desk.json" >"$work/many.json"
expect 0 '2026-03-02 to 2026-03-09: nothing is shorter, every fact verified' solve "$work/desk.json" --lang en
expect 0 '"makespan":6,"lower_bound":6,"proved":true,"infeasible":false,"deadlines_met":true' solve "$work/desk.json" --json
expect 0 '2026-03-23 to 2026-03-30: nothing is shorter' solve "$work/desk.json" --from-deadline 2026-03-30 --lang en
expect 1 'cannot all be kept (proved)' solve "$work/tight.json" --lang en
expect 1 'needs 2 of 文印室' solve "$work/many.json" --lang en
expect 3 'is no day' solve "$work/desk.json" --from-deadline soon --lang en
expect 0 'written' convert "$work/desk.json" "$work/desk.xml" --lang en
expect 0 'nothing is shorter, every fact verified' solve "$work/desk.xml" --lang en
expect 0 'kept as it was, 2 tasks moved' solve "$work/desk.xml" --keep --lang en
expect 0 '"proved":true' solve "$source/test/data/plan/small_1.sm" --json
expect 0 'nothing is shorter' solve "$work/desk.json" --out "$work/levelled.json" --lang en
expect 0 'kept as it was, 0 tasks moved' solve "$work/levelled.json" --keep --lang en
expect 0 'nothing is shorter' solve "$work/desk.json" -o "$work/levelled.xml" --lang en
expect 0 'kept as it was, 0 tasks moved' solve "$work/levelled.xml" --keep --lang en
expect 0 'nothing is shorter' solve "$work/desk.json" -o "$work/levelled.ics" --lang en
grep -q 'DTSTART;VALUE=DATE:20260305' "$work/levelled.ics" || { echo "the levelled start is not in the calendar"; failed=1; }
grep -q 'BEGIN:VEVENT' "$work/out.ics" || { echo "no event in the calendar file"; failed=1; }
exit $failed
