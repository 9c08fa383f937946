#!/usr/bin/env python3
"""onehead.py SRC HEADER OUT.h OUT.map OUT.names [NAME...] - one header out of many.

The project keeps a header beside each source; a library's user gets one file.
Writes HEADER with every #include "…" of the project replaced by that header's
text, each once, and the standard headers at the top.  Left out: include guards,
what stands between #ifndef of HEADER's own guard and #endif (the inside of the
house), and the functions named on the command line.  OUT.map is a linker's
version script with exactly the functions that are declared in the result,
OUT.names the same, one a line."""
import os
import re
import sys

INCLUDE = re.compile(r'\s*#include "([\w./-]+)"')
SYSTEM = re.compile(r'\s*#include <([\w./-]+)>')
OPTION = re.compile(r'GT_OPTION\((\w+), (\w+), ([^,]+), ([^,]+), ([^,]+), "([^"]*)"')


def without_regions(lines, guard):
    """The lines outside "#ifndef guard … #endif", conditionals nested."""
    out, depth, inside = [], 0, None
    for line in lines:
        if re.match(r"#\s*if", line):
            depth += 1
            if inside is None and re.match(r"#ifndef (%s|GT_NO_POISON)\b" % guard, line):
                inside = depth
        if inside is None:
            out.append(line)
        if re.match(r"#\s*endif", line):
            if inside == depth:
                inside = None
            depth -= 1
    return out


def without_guard(lines):
    at = next(i for i, line in enumerate(lines) if line.startswith("#ifndef GT_"))
    end = max(i for i, line in enumerate(lines) if line.startswith("#endif"))
    return lines[:at] + lines[at + 2:end] + lines[end + 1:]


def options_struct(text, source):
    """struct gt_solve_opts written out: the table as fields with their help."""
    def fields(_):
        with open(os.path.join(source, "plan/options.def"), encoding="utf-8") as table:
            rows = OPTION.findall(table.read())
        return "\n".join("    /* %s; %s to %s, default %s */\n    %s %s;" %
                         (told, low, high, usual, kind, name)
                         for name, kind, usual, low, high, told in rows) + "\n"
    return re.sub(r"#define GT_OPTION\(.*?#undef GT_OPTION\n", fields, text, flags=re.S)


def without(text, names):
    """Paragraph by paragraph, without the named functions and their comments."""
    kept = []
    for part in re.split(r"\n{2,}", text):
        for name in names:
            part = re.sub(r"(?:^/\*(?:(?!\*/).)*\*/\n)?^(?! ?\*|/\*)[^\n#]*\b%s\([^;]*;[^\n]*(\n|\Z)" % name, "",
                          part, flags=re.S | re.M)
        if part.strip():
            kept.append(part.strip("\n"))
    heading = re.compile(r"/\* ---- .*---- \*/$")
    file_head = re.compile(r"/\*\n \* [\w-]+\.h - ")
    kept = [part for part, after in zip(kept, kept[1:] + ["/* ---- end ---- */"])
            if not (heading.match(part) and (heading.match(after) or file_head.match(after)))]
    return "\n\n".join(kept) + "\n"


class Header:
    def __init__(self, source, guard):
        self.source, self.guard = source, guard
        self.seen, self.system, self.parts = set(), set(), []

    def take(self, name):
        if name in self.seen:
            return
        self.seen.add(name)
        with open(os.path.join(self.source, name), encoding="utf-8") as file:
            lines = file.read().split("\n")
        lines = without_guard(without_regions(lines, self.guard))
        if name.endswith("solve.h"):
            lines = options_struct("\n".join(lines), self.source).split("\n")
        own = []
        for line in lines:
            if INCLUDE.match(line):
                self.take(INCLUDE.match(line)[1])
            elif SYSTEM.match(line):
                self.system.add(SYSTEM.match(line)[1])
            else:
                own.append(line)
        self.parts.append("\n".join(own).strip("\n"))


def declared(text):
    plain = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    plain = re.sub(r"^\s*#(?:[^\n]*\\\n)*[^\n]*", "", plain, flags=re.M)
    plain = re.sub(r"static inline.*?\n}\n", "", plain, flags=re.S)
    return sorted(set(re.findall(r"^(?!typedef)[a-z_][\w \t*]*?\b(gt_\w+)\(", plain, flags=re.M)))


def main():
    source, name, out, version, names, *drop = sys.argv[1:]
    with open(os.path.join(source, name), encoding="utf-8") as file:
        top = file.read()
    guard = re.search(r"#ifndef (GT_\w+)", top)[1]
    header = Header(source, guard)
    for line in top.split("\n"):
        if INCLUDE.match(line):
            header.take(INCLUDE.match(line)[1])
    # Older C++ knows no "at least so many" in an array parameter.
    body = without("\n\n".join(header.parts), drop).replace("[static ", "[")
    head = top[:top.index("#ifndef GT_")]
    with open(out, "w", encoding="utf-8") as file:
        file.write(head)
        file.write("#ifndef %s\n#define %s\n\n" % (guard, guard))
        file.write("".join("#include <%s>\n" % s for s in sorted(header.system)))
        file.write('\n#ifdef __cplusplus\nextern "C" {\n#endif\n\n' + body)
        file.write("\n#ifdef __cplusplus\n}\n#endif\n\n#endif\n")
    functions = declared(body)
    with open(version, "w", encoding="ascii") as file:
        file.write("{\n  global:\n" + "".join("    %s;\n" % f for f in functions) + "  local: *;\n};\n")
    with open(names, "w", encoding="ascii") as file:
        file.write("".join("%s\n" % f for f in functions))


main()
