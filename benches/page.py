#!/usr/bin/env python3
"""Puts the figures of the benchmarks side by side: in tables and a picture of
`docs/performance.md`, and against the limits in `limits.json`.

    python3 benches/page.py conversions   all but compilers
    python3 benches/page.py compile       what compilers do
    python3 benches/page.py builds        clean builds
    python3 benches/page.py page          the page anew, of what was measured last
    python3 benches/page.py guard         what needs no clock, against its limits
    python3 benches/page.py bless         those limits anew
"""

import json
import operator
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

BENCHES = Path(__file__).resolve().parent
ROOT = BENCHES.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "benches"
PAGE, PICTURE = ROOT / "docs/performance.md", ROOT / "docs/performance.svg"
LIMITS = BENCHES / "limits.json"

# Features of `peers`: those whose conversions are compared, each in a program of its own, ...
PEERS = ["axum-problem", "problem-details", "http-api-problem", "problemdetails", "actix-web-error"]
# ... and those that are compiled.
WAYS = {
    "thiserror": "thiserror alone",
    "derive-alone": "thiserror + catchall-derive alone",
    "minimal-bare": "catchall without default features",
    "catchall": "thiserror + catchall",
    "catchall-axum": "thiserror + catchall, axum",
    "by-hand": "thiserror + by hand: axum, serde, tracing",
    "axum-problem": "thiserror + axum-problem",
    "actix-web-error": "thiserror + actix-web-error",
    "problem-details": "thiserror + problem_details",
    "http-api-problem": "thiserror + http-api-problem",
}
# Of clean builds. The median counts.
ROUNDS = 3
# What is compiled for the guard.
GUARDED = ["*check_thiserror::*", "*check_catchall::*"]
# What a figure is divided by: a measurement has so many requests, and a compiler millions.
UNITS = {"request": 100, "check": 1e6, "build": 1e6}


# Measuring. Figures are a dictionary by (group, row, case), in the order of the tables: the
# name of a benchmark is its group and its row.


def run(*command):
    print("$", *command, file=sys.stderr)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"it failed:\n{done.stdout}")
    return done.stdout


def cargo_bench(bench, *arguments, peer=None, feature=None):
    """The lines of JSON that a benchmark prints."""
    # The peers are a workspace of their own, whose target directory is ours.
    package, target = (BENCHES / "peers", TARGET) if peer else (BENCHES, TARGET.parent)
    features = [f"--features={it}" for it in (peer and f"conversions,{peer}", feature) if it]
    place = [f"--manifest-path={package}/Cargo.toml", f"--target-dir={target}"]
    lines = run("cargo", "bench", "--quiet", "--locked", *place, *features, f"--bench={bench}", "--", *arguments)
    return [json.loads(line) for line in lines.splitlines() if line.startswith("{")]


def instructions(bench, *only, **options):
    """What gungraun counts."""
    figures = {}
    for summary in cargo_bench(bench, *only, "--output-format=json", **options):
        total = summary["profiles"][0]["data"]["total"]["metrics"]["Ir"]["values"]["new"]
        group, row = summary["function_name"].split("_", 1)
        figure = {"label": WAYS.get(row.replace("_", "-")), "instructions": total / UNITS.get(group, 1)}
        figures[group, row, summary["id"]] = figure
    return figures


def program(**options):
    """Instructions and allocations of one program."""
    figures = instructions("conversions", **options)
    for line in cargo_bench("allocations", **options):
        group, row = line["name"].split("_", 1)
        counts = {it: line[it] / UNITS.get(group, 1) for it in ("allocations", "bytes")}
        figures[group, row, line["case"]] |= {"label": line["label"], **counts}
    return figures


def conversions(peers=PEERS):
    figures = program() | program(feature="boundary")
    for peer in peers:
        figures |= program(peer=peer)
    return figures


def builds():
    """All applications in each round, so that what else the machine does hits all."""
    seconds = {way: [] for way in WAYS}
    package = ["--locked", f"--manifest-path={BENCHES / 'peers/Cargo.toml'}"]
    for _ in range(ROUNDS):
        for way, times in seconds.items():
            shutil.rmtree(TARGET / "clean", ignore_errors=True)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            run("cargo", "build", "--quiet", *package, f"--features={way}", f"--target-dir={TARGET / 'clean'}")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    figures = {}
    for way, times in seconds.items():
        tree = run("cargo", "tree", "--prefix=none", "--no-dedupe", "--edges=normal,build", *package, f"--features={way}")
        # Without the application.
        crates = len({line for line in tree.splitlines() if line}) - 1
        figures["builds", way, "clean"] = {
            "label": WAYS[way],
            "crates": crates,
            "seconds": statistics.median(times),
            "rounds": sorted(times),
        }
    return figures


PARTS = {"conversions": conversions, "compile": lambda: instructions("compile"), "builds": builds}


def save(part, figures):
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / f"{part}.json").write_text(json.dumps([[*key, figure] for key, figure in figures.items()]))


def load(part):
    """What was measured last, if it was."""
    file = TARGET / f"{part}.json"
    return {tuple(key): figure for *key, figure in json.loads(file.read_text() if file.exists() else "[]")}


# Tables.

TITLES = {
    "http": "The five cases, plain `http`",
    "axum": "The five cases through axum",
    "actix": "The five cases through actix-web",
    "variants": "The five cases in larger enums",
    "logged": "With a subscriber",
    "depth": "Types that delegate, one to the next",
    "members": "Members",
    "detail": "Bytes of the detail",
    "boundary": "A call of a router",
    "request": "A request over a pipe in memory",
    "check": "`cargo check` of one enum, by its variants, in millions",
    "build": "`cargo build` of one enum, by its variants, in millions",
    "builds": "Clean debug builds, the median of all rounds",
}
METRICS = {
    "instructions": "instructions",
    "allocations": "allocations / bytes",
    "seconds": "CPU seconds (least to most), and crates",
}
# For users.
NAMES = {
    "axum": "{}",
    "logged": "{}, with a subscriber",
    "depth": "delegation, {} deep",
    "members": "{} members",
    "detail": "a detail of {} bytes",
    "request": "a whole request, {}",
    "check": "{} variants",
}


def cell(metric, figure, first):
    """What a table says of a figure, where the first row has another one."""
    if metric == "instructions":
        return f"{figure[metric]:.0f} ({figure[metric] / first[metric]:.2f})"
    if metric == "allocations":
        return f"{figure[metric]:.0f} / {figure['bytes']:.0f}"
    return f"{figure[metric]:.1f} ({figure['rounds'][0]:.1f} to {figure['rounds'][-1]:.1f}), {figure['crates']}"


def words(case):
    """
    >>> [words(case) for case in ["b10k", "n100_touched", "c1_static_404", "success"]]
    ['10k', '100 touched', 'c1: static 404', 'success']
    """
    case = re.sub(r"^(c\d)_", r"\1: ", case)
    return re.sub(r"^[bdmn](?=\d)", "", case).replace("_", " ")


def name(group, case):
    """
    >>> name("request", "c1_static_404")
    'a whole request, static 404'
    """
    return NAMES[group].format(words(case).split(": ")[-1])


def those(figures, group, place):
    """Of a group, all rows (1), or cases (2)."""
    return list(dict.fromkeys(key[place] for key in figures if key[0] == group))


def label(figures, group, row):
    return next(figure["label"] for key, figure in figures.items() if key[:2] == (group, row))


def table(header, lines):
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def tables(figures):
    text = ""
    for group, title in TITLES.items():
        rows, cases = those(figures, group, 1), those(figures, group, 2)
        for metric, unit in METRICS.items():
            if rows and metric in figures[group, rows[0], cases[0]]:
                text += f"\n### {title}: {unit}\n\n"
                text += table(["", *map(words, cases)], [
                    [label(figures, group, row)]
                    + [cell(metric, figures[group, row, case], figures[group, rows[0], case]) for case in cases]
                    for row in rows
                ])
    return text


# Goals: group, row, metric; at most or at least so much in each case, compared with a row.

GOALS = [
    ("http", "catchall", "instructions", "≤ ×", [1.08, 2, 1.05, 2.05, 1.2], "floor"),
    ("http", "catchall", "allocations", "≤ ×", [1] * 5, "floor"),
    ("axum", "catchall", "instructions", "≤ ×", [1.08, 2, 1.05, 2.05, 1.2], "floor"),
    ("axum", "catchall", "allocations", "≤ ×", [1] * 5, "floor"),
    ("axum", "by_hand", "instructions", "≥ ×", [3.9, 2.4, 3.1, 1.75, 3.1], "catchall"),
    ("actix", "catchall", "allocations", "≤ ×", [1] * 5, "floor"),
    ("variants", "catchall_1000", "instructions", "≤ ×", [1.01] * 5, "catchall_10"),
    ("logged", "catchall", "instructions", "≤ ×", [1, 1], "by_hand"),
    ("logged", "catchall", "allocations", "≤ ×", [1, 1], "by_hand"),
    ("depth", "catchall", "instructions", "≤ ×", [None, 1, 1, 1.3], "by_hand"),
    ("members", "catchall", "instructions", "≤ ×", [None, None, 0.95], "by_hand"),
    ("detail", "catchall", "instructions", "≤ ×", [None, None, None, 1, 1, 1], "writer"),
    # The writer of serde_json allocates as many bytes as the detail has, and two quotes.
    ("detail", "catchall", "bytes", "≤ ×", [None, None, None, 2, 2, 2], "writer"),
    ("detail", "catchall_known", "bytes", "≤ ×", [None, None, None, 1.1, 1.1, 1.1], "writer"),
    ("detail", "catchall_known", "allocations", "≤ ×", [None, None, None, 1, 1, 1], "floor"),
    ("boundary", "catchall_around", "instructions", "≤ +", [600, None], "none"),
    ("boundary", "catchall_around", "allocations", "≤ +", [1, None], "none"),
    ("check", "catchall", "instructions", "≤ ×", [1.2, 1.25, 1.15, 1.25, 1.12, 1.25], "thiserror"),
    ("check", "catchall_axum", "instructions", "≤ ×", [1, 1, 1, 1, None, None], "by_hand"),
    ("build", "catchall", "instructions", "≤ ×", [None, None, 1.25, None], "thiserror"),
    ("build", "catchall_axum", "instructions", "≤ ×", [1] * 4, "by_hand"),
    ("builds", "minimal-bare", "crates", "≤", [14], None),
    ("builds", "catchall-axum", "seconds", "≤ ×", [1], "by-hand"),
]


def against_all(figures):
    """For the five cases: fewer instructions, and no more allocations."""
    for group in ("axum", "actix"):
        for row in those(figures, group, 1):
            if row not in ("floor", "copied_headers", "catchall"):
                yield group, row, "instructions", "> ×", [1] * 5, "catchall"
                yield group, row, "allocations", "≥ ×", [1] * 5, "catchall"


def compared(how, figure, reference):
    """
    >>> compared("≤ ×", 3, 2), compared("≤ ×", 0, 0), compared("≤ +", 3, 2), compared("≤", 3, None)
    (1.5, 1, 1, 3)
    """
    if "×" in how:
        # Nothing is as little as nothing.
        return round(figure / reference, 2) if reference else 1 + figure
    return figure - reference if "+" in how else figure


def goals(figures):
    """What is missed is bold."""
    lines = []
    holds = {"≤": operator.le, "≥": operator.ge, ">": operator.gt}
    for group, row, metric, how, limits, other in [*GOALS, *against_all(figures)]:
        found = []
        for case, limit in zip(those(figures, group, 2), limits):
            reference = figures[group, other, case][metric] if other else None
            ratio = compared(how, figures[group, row, case][metric], reference)
            if limit is not None:
                text = f"{ratio:g}" if holds[how[0]](ratio, limit) else f"**{ratio:g}**"
                found.append(f"{re.match(r'c[1-5]|.*', case)[0].replace('_', ' ')} {text}")
        if found:
            what = f"{TITLES[group]}: {metric} of {label(figures, group, row)}"
            several = [f"{limit:g}" for limit in limits if limit is not None]
            most = ", ".join(several if len(set(several)) > 1 else several[:1])
            sign, _, relation = how.partition(" ")
            of = f" {relation} {label(figures, group, other)}" if other else ""
            lines.append([what, f"{sign} {most}{of}", ", ".join(found)])
    return table(["", "goal", "measured"], lines)


# The picture.

# Rows, what they are called, and their colours.
BARS = {
    "floor": ("floor", "#a8adb3"),
    "thiserror": ("thiserror alone", "#a8adb3"),
    "catchall": ("catchall", "#0b8a5f"),
    "catchall_axum": ("catchall, axum", "#62b896"),
    "by_hand": ("by hand", "#e8a33d"),
    "problem_details": ("problem_details", "#7fb2e5"),
    "axum_problem": ("axum-problem", "#4a86c5"),
    "http_api_problem": ("http-api-problem", "#a58bd6"),
    "problemdetails": ("problemdetails", "#6a4fa3"),
    "actix_web_error": ("actix-web-error", "#d1648c"),
}
# Titles, and the groups below.
CHARTS = {
    "Instructions of a conversion through axum, as multiples of catchall’s": ["axum"],
    "With a longer detail": ["detail"],
    "With more members, and with more types that delegate": ["members", "depth"],
    "Instructions of cargo check, for an enum of so many variants": ["check"],
}
STYLE = """
text { fill: #1f2328; font: 12px system-ui, sans-serif } .number { font-size: 10px } .number, .case { text-anchor: middle }
.title { font-size: 15px } .page { fill: #fff } .one { stroke: #0b8a5f; stroke-dasharray: 3 3 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .page { fill: #0d1117 } }
"""


def legend(rows, top):
    for at, (name, colour) in enumerate(BARS[row] for row in rows):
        yield f'<rect x="{20 + at * 122}" y="{top}" width="11" height="11" fill="{colour}"/>'
        yield f'<text x="{36 + at * 122}" y="{top + 10}">{name}</text>'


def chart(cases, bottom, height=110, width=18):
    """Bars for each case, as multiples of catchall's."""
    most = max(times for of in cases.values() for times in of.values())
    gap = (820 - width * sum(map(len, cases.values()))) / (len(cases) - 1)
    left, one = 50, bottom - height / most
    yield f'<path class="one" d="M20 {one:.1f}H900"/>'
    for name, of in cases.items():
        yield f'<text class="case" x="{left + len(of) * width / 2:.1f}" y="{bottom + 16}">{name}</text>'
        for row, times in of.items():
            tall = times / most * height
            yield f'<rect x="{left:.1f}" y="{bottom - tall:.1f}" width="15" height="{tall:.1f}" fill="{BARS[row][1]}"/>'
            yield f'<text class="number" x="{left + 7.5:.1f}" y="{bottom - tall - 3:.1f}">{times:.1f}</text>'
            left += width
        left += gap


def picture(figures):
    out, top = [], 0
    for title, groups in CHARTS.items():
        cases = {}
        for group, case in dict.fromkeys((group, case) for group, _, case in figures if group in groups):
            of = {row: figures[group, row, case]["instructions"] for row in BARS if (group, row, case) in figures}
            cases[name(group, case)] = {row: count / of["catchall"] for row, count in of.items()}
        if cases:
            out.append(f'<text class="title" x="20" y="{top + 28}">{title}</text>')
            out += legend([row for row in BARS if any(row in of for of in cases.values())], top + 38)
            out += chart(cases, top + 185)
            top += 215
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920'
    return "\n".join([f'{head} {top}"><style>{STYLE}</style><rect class="page" width="920" height="{top}"/>', *out, "</svg>\n"])


# The page.


def machine():
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    versions = [run(tool, "--version").strip() for tool in ("rustc", "valgrind")]
    return f"Measured on {model[1] if model else 'an unknown processor'}, {os.cpu_count()} cores; {', '.join(versions)}.\n"


def between(text, marker, content):
    r"""The text with this content between `<!-- marker -->` and `<!-- end of marker -->`.

    >>> between("a\n<!-- m -->\nold\n<!-- end of m -->\nb\n", "m", "new")
    'a\n<!-- m -->\n\nnew\n\n<!-- end of m -->\nb\n'
    """
    begin, end = f"<!-- {marker} -->", f"<!-- end of {marker} -->"
    return re.sub(f"{begin}.*{end}", lambda _: f"{begin}\n\n{content.strip()}\n\n{end}", text, flags=re.DOTALL)


# For users: what is compared by hand and with catchall, in cases that begin so.
SUMMARY = [("axum", ""), ("logged", ""), ("depth", ""), ("members", "m64"), ("detail", "b1000k"), ("request", "c1")]


def summary(figures):
    lines = []
    for group, begin in SUMMARY:
        for case in those(figures, group, 2):
            if case.startswith(begin):
                ours, theirs = figures[group, "catchall", case], figures[group, "by_hand", case]
                cells = [f"{it['instructions']:.0f}, {it['allocations']:.0f}" for it in (ours, theirs)]
                lines.append([name(group, case), *cells, f"{ours['instructions'] / theirs['instructions']:.2f}"])
    return table(["instructions, allocations", "catchall", "by hand", "ratio"], lines)


def write(part):
    figures = load(part)
    content = f"{machine()}\n### Goals of this part\n\nWhat is missed is bold.\n\n{goals(figures)}{tables(figures)}"
    print(content)
    page = between(PAGE.read_text(), part, content)
    if part == "conversions":
        page = between(page, "summary", summary(figures))
    PAGE.write_text(page)
    PICTURE.write_text(picture(load("conversions") | load("compile")))


# The guard: per cent of what a row is compared with, and allocations.

# Another processor's `memcpy` takes a few instructions more.
SLACK = 0.04


def limits():
    figures = conversions(peers=[])
    for only in GUARDED:
        figures |= instructions("compile", only)
    found = {}
    for (group, row, case), figure in figures.items():
        if "catchall" in row:
            first = figures[group, those(figures, group, 1)[0], case]
            per_cent = round(figure["instructions"] / first["instructions"] * 100)
            found["/".join((group, row, case))] = [per_cent, figure.get("allocations")]
    return found


def differences(wanted, found):
    """
    >>> differences({"a": [100, 2]}, {"a": [104, 2]})
    []
    >>> differences({"a": [100, 2]}, {"a": [105, 2]})
    ['a: 105 % of what it is compared with, the limit is 100 %']
    >>> differences({"a": [100, 2]}, {"a": [100, 1]})
    ['a: 1 allocations, expected: 2']
    >>> differences({"a": [100, 2]}, {"b": [100, 2]})
    ['a was not measured', 'b has no limit']
    """
    all_of_them = [f"{name} was not measured" for name in wanted.keys() - found.keys()]
    for name, (per_cent, allocations) in found.items():
        if name not in wanted:
            all_of_them.append(f"{name} has no limit")
            continue
        limit, expected = wanted[name]
        if per_cent > limit * (1 + SLACK):
            all_of_them.append(f"{name}: {per_cent} % of what it is compared with, the limit is {limit} %")
        if allocations != expected:
            all_of_them.append(f"{name}: {allocations} allocations, expected: {expected}")
    return all_of_them


def main():
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command in PARTS:
        save(command, PARTS[command]())
        write(command)
    elif command == "page":
        for part in PARTS:
            write(part)
    elif command == "guard":
        found = differences(json.loads(LIMITS.read_text()), limits())
        if found:
            found = "\n".join(found)
            sys.exit(f"{found}\nif that is meant: `python3 benches/page.py bless`")
        print("all costs are within their limits")
    elif command == "bless":
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(limit)}" for name, limit in limits().items())
        LIMITS.write_text(f"{{\n{lines}\n}}\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
