#!/usr/bin/env python3
"""plan_peers.py [--tj3] - the bench_plan graph in other tools.

networkx: earliest and latest dates over 100 000 tasks and 300 000 links.
TaskJuggler: 1000 tasks, forward, as one project file."""
import random
import resource
import subprocess
import sys
import tempfile
import time


def graph(tasks, links):
    random.seed(1)
    duration = [1 + random.randrange(20) for _ in range(tasks)]
    arcs = []
    for i in range(links):
        to = 1 + i * (tasks - 1) // links
        arcs.append((to - 1 - random.randrange(min(to, 1000)), to))
    return duration, arcs


def networkx_passes():
    import networkx
    duration, arcs = graph(100000, 300000)
    start = time.process_time()
    g = networkx.DiGraph()
    g.add_nodes_from(range(len(duration)))
    g.add_edges_from(arcs)
    order = list(networkx.topological_sort(g))
    early = [0] * len(duration)
    for v in order:
        for w in g.successors(v):
            early[w] = max(early[w], early[v] + duration[v])
    end = max(e + d for e, d in zip(early, duration))
    late = [end - d for d in duration]
    for v in reversed(order):
        for w in g.successors(v):
            late[v] = min(late[v], late[w] - duration[v])
    print('networkx %s, the same size: %.0f ms CPU' % (
        networkx.__version__, 1000 * (time.process_time() - start)))


def tj3():
    duration, arcs = graph(1000, 2000)
    lines = ['project p "p" 2026-01-01 +30y { }']
    before = {}
    for a, b in arcs:
        before.setdefault(b, set()).add(a)
    for i, days in enumerate(duration):
        depends = ', '.join('t%d' % a for a in sorted(before.get(i, ())))
        lines.append('task t%d "t%d" { length %dd %s }' % (
            i, i, days, 'depends ' + depends if depends else 'start 2026-01-01'))
    with tempfile.TemporaryDirectory() as folder:
        path = folder + '/p.tjp'
        with open(path, 'w') as file:
            file.write('\n'.join(lines))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(['tj3', '--silent', '-o', folder, path], check=True, stderr=subprocess.DEVNULL)
        spent = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
        print('TaskJuggler, 1000 tasks, 2000 links, forward: %.0f ms CPU' % (1000 * spent))


if '--tj3' in sys.argv:
    tj3()
else:
    networkx_passes()
