#!/usr/bin/env python3
"""embed.py OUT SYMBOL FILE... - files as a C array of struct gt_embedded.

Writes SYMBOL[] sorted by file name and SYMBOL_count; base/embedded.h declares
the struct.  The data files stay the only description; this writes what the
compiler needs so that the program finds them without a folder beside it."""
import os
import sys


def literal(data):
    lines = []
    for at in range(0, len(data), 32):
        lines.append('    "' + ''.join('\\%03o' % byte for byte in data[at:at + 32]) + '"')
    return '\n'.join(lines) or '    ""'


def main():
    out, symbol, files = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(out, 'w', encoding='ascii') as c:
        c.write('/* Made by tools/embed.py; do not edit. */\n#include "base/embedded.h"\n\n')
        c.write('extern const struct gt_embedded %s[];\n' % symbol)
        c.write('extern const size_t %s_count;\n\n' % symbol)
        c.write('const struct gt_embedded %s[] = {\n' % symbol)
        for path in sorted(files, key=os.path.basename):
            with open(path, 'rb') as file:
                data = file.read()
            c.write('  {"%s", {\n%s,\n   %d}},\n' % (os.path.basename(path), literal(data), len(data)))
        c.write('};\nconst size_t %s_count = %d;\n' % (symbol, len(files)))


main()
