#!/usr/bin/env python3
"""generate.py - makes scheduling instances of our own, in the three formats
that src/plan/psplib.c reads.  Same arguments, same bytes.

  generate.py FORMAT ACTIVITIES RESOURCES SEED [TIGHTNESS]   FORMAT: sm, sch, rcp

TIGHTNESS from 0 (everything fits side by side) to 1 (hardly anything does).
For sch some links get a greatest lag, loose enough that most instances have
a schedule."""
import random
import sys


def network(count, ress, seed, tight, greatest):
    rng = random.Random(seed)
    dur = [0] + [rng.randint(1, 9) for _ in range(count)] + [0]
    need = [[0] * ress] + [[rng.randint(0, 8) if rng.random() < 0.7 else 0 for _ in range(ress)]
                           for _ in range(count)] + [[0] * ress]
    most = [max(row[r] for row in need) for r in range(ress)]
    cap = [max(1, round(most[r] + (1 - tight) * 2 * most[r])) for r in range(ress)]
    links = {}
    for j in range(1, count + 1):
        earlier = list(range(max(1, j - 8), j))
        rng.shuffle(earlier)
        for i in earlier[:rng.choice((0, 1, 1, 2))]:
            links[i, j] = dur[i] if not greatest else rng.randint(0, dur[i] + 3)
    if greatest:
        for (i, j), lag in list(links.items()):
            if rng.random() < 0.3:
                links[j, i] = -(lag + rng.randint(4, 25))
    for i in range(1, count + 1):
        if not any(a == i and lag >= 0 for (a, _), lag in links.items()):
            links[i, count + 1] = dur[i]
        if not any(b == i and lag >= 0 for (_, b), lag in links.items()):
            links[0, i] = 0
    return dur, need, cap, links


def rows_of(links, i):
    return sorted((j, lag) for (a, j), lag in links.items() if a == i)


def write_sm(dur, need, cap, links):
    star = "*" * 72
    out = [star, "file with basedata            : guatu", "initial value random generator: 0", star,
           "projects                      :  1",
           "jobs (incl. supersource/sink ):  %d" % len(dur),
           "horizon                       :  %d" % sum(dur), "RESOURCES",
           "  - renewable                 :  %d   R" % len(cap),
           "  - nonrenewable              :  0   N", "  - doubly constrained        :  0   D", star,
           "PRECEDENCE RELATIONS:", "jobnr.    #modes  #successors   successors"]
    for i in range(len(dur)):
        after = rows_of(links, i)
        out.append("%4d %8d %10d   " % (i + 1, 1, len(after)) + "".join("%5d" % (j + 1) for j, _ in after))
    out += [star, "REQUESTS/DURATIONS:", "jobnr. mode duration" +
            "".join("  R %d" % (r + 1) for r in range(len(cap))), "-" * 72]
    for i, d in enumerate(dur):
        out.append("%4d %4d %5d " % (i + 1, 1, d) + "".join("%5d" % x for x in need[i]))
    out += [star, "RESOURCEAVAILABILITIES:", "".join("  R %d" % (r + 1) for r in range(len(cap))),
            "".join("%5d" % x for x in cap), star]
    return "\n".join(out) + "\n"


def write_sch(dur, need, cap, links):
    out = ["%d\t%d\t0\t0" % (len(dur) - 2, len(cap))]
    for i in range(len(dur)):
        after = rows_of(links, i)
        out.append("\t".join([str(i), "1", str(len(after))] + [str(j) for j, _ in after] +
                             ["[%d]" % lag for _, lag in after]))
    for i, d in enumerate(dur):
        out.append("\t".join(str(x) for x in [i, 1, d] + need[i]))
    out.append("\t".join(str(x) for x in cap))
    return "\n".join(out) + "\n"


def write_rcp(dur, need, cap, links):
    out = ["%d %d" % (len(dur), len(cap)), " ".join(str(x) for x in cap), ""]
    for i, d in enumerate(dur):
        after = rows_of(links, i)
        out.append(" ".join(str(x) for x in [d] + need[i] + [len(after)] + [j + 1 for j, _ in after]))
    return "\n".join(out) + "\n"


def main():
    if len(sys.argv) < 5 or sys.argv[1] not in ("sm", "sch", "rcp"):
        sys.exit(__doc__)
    kind, count, ress, seed = sys.argv[1], *map(int, sys.argv[2:5])
    tight = float(sys.argv[5]) if len(sys.argv) > 5 else 0.6
    made = network(count, ress, seed, tight, kind == "sch")
    sys.stdout.write({"sm": write_sm, "sch": write_sch, "rcp": write_rcp}[kind](*made))


if __name__ == "__main__":
    main()
