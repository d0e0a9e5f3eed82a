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
import math
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

# Features of `peers/conversions`, each of which is a program of its own.
PEERS = ["axum-problem", "problem-details", "http-api-problem", "problemdetails", "actix-web"]
# Features of `peers/compile`.
WAYS = {
    "thiserror": "thiserror alone",
    "catchall": "thiserror + catchall",
    "catchall_axum": "thiserror + catchall, axum",
    "by_hand": "thiserror + by hand, axum",
    "axum_problem": "thiserror + axum-problem",
    "actix_web_error": "thiserror + actix-web-error",
}
APPLICATIONS = {
    "thiserror": "thiserror",
    "derive-alone": "thiserror + catchall-derive alone",
    "minimal-bare": "catchall without default features",
    "catchall": "thiserror + catchall",
    "catchall-axum": "thiserror + catchall, axum-core",
    "by-hand": "thiserror + axum, serde, tracing",
    "problem-details": "thiserror + problem_details",
    "http-api-problem": "thiserror + http-api-problem",
    "axum-problem": "thiserror + axum-problem",
}
# The median counts.
ROUNDS = 3
# What one measurement repeats.
REPEATED = {"requests": 100, "variants": 1000}


# Figures: a dictionary by (group, row, case), in the order of the tables.


def run(*command, env=None):
    print("$", *command, file=sys.stderr)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=env)
    if done.returncode != 0:
        sys.exit(f"it failed:\n{done.stdout}")
    return done.stdout


def cargo_bench(bench, *arguments, peer=None, feature=None, only=None):
    """The lines of JSON that a benchmark prints."""
    package = BENCHES / "peers/conversions" if peer else BENCHES
    features = [f"--features={it}" for it in [peer or feature] if it]
    manifest = f"--manifest-path={package / 'Cargo.toml'}"
    # The peers are a workspace of their own, whose target directory is ours.
    target = ["--target-dir", str(TARGET if peer else TARGET.parent)]
    command = ["cargo", "bench", "--quiet", "--locked", manifest, *target, *features, f"--bench={bench}", "--", *([only] if only else [])]
    lines = run(*command, *arguments).splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def instructions(bench, **options):
    """What gungraun counts."""
    counts = {}
    for summary in cargo_bench(bench, "--output-format=json", **options):
        total = summary["profiles"][0]["data"]["total"]["metrics"]["Ir"]["values"]["new"]
        key = summary["group"], summary["function_name"], summary["id"]
        counts[key] = total / REPEATED.get(key[0], 1)
    return counts


def program(**options):
    """Allocations and instructions of one program."""
    figures = {}
    counts = instructions("conversions", **options)
    for line in cargo_bench("allocations", **options):
        key = tuple(line.pop("key"))
        per = REPEATED.get(key[0], 1)
        figures[key] = {
            "label": line["label"],
            "instructions": counts[key],
            "allocations": line["allocations"] / per,
            "bytes": line["bytes"] / per,
        }
    return figures


def own():
    return program() | program(feature="boundary")


def conversions():
    figures = own()
    for peer in PEERS:
        figures |= program(peer=peer)
    return figures


def compile_(filters=(None,)):
    figures, counts = {}, {}
    for only in filters:
        counts |= instructions("compile", only=only)
    for way, label in WAYS.items():
        for (group, row, case), count in counts.items():
            if row == f"{group}_{way}":
                figures[group, row, case] = {"label": label, "instructions": count}
    return figures


def builds():
    """All applications in each round, so that what else the machine does hits all."""
    seconds = {name: [] for name in APPLICATIONS}
    clean = TARGET / "clean"
    package = ["--locked", f"--manifest-path={BENCHES / 'peers/Cargo.toml'}", "--package=catchall-benches-compile"]
    for _ in range(ROUNDS):
        for name, times in seconds.items():
            shutil.rmtree(clean, ignore_errors=True)
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            run("cargo", "build", "--quiet", *package, f"--features={name}", f"--target-dir={clean}")
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    figures = {}
    for name, times in seconds.items():
        tree = run("cargo", "tree", "--prefix=none", "--no-dedupe", "--edges=normal,build", *package, f"--features={name}")
        # Without the application.
        crates = len({line for line in tree.splitlines() if line}) - 1
        figures["builds", name, "clean"] = {
            "label": APPLICATIONS[name],
            "crates": crates,
            "seconds": statistics.median(times),
            "rounds": sorted(times),
        }
    return figures


PARTS = {"conversions": conversions, "compile": compile_, "builds": builds}


def save(part, figures):
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / f"{part}.json").write_text(json.dumps([[*key, figure] for key, figure in figures.items()]))


def load(part):
    return {tuple(line[:3]): line[3] for line in json.loads((TARGET / f"{part}.json").read_text())}


def rows(figures, group):
    return list(dict.fromkeys(row for of, row, _ in figures if of == group))


def base(figures, group, row):
    """What a row is compared with: the first one of its group, or the last floor before it
    that is one of another framework."""
    found = None
    for one in rows(figures, group):
        if found is None or one.startswith("floor_"):
            found = one
        if one == row:
            return found
    return found


# Tables.

FIVE = {"c1": "c1: static 404", "c2": "c2: formatted 404", "c3": "c3: masked 500", "c4": "c4: 422 with fields", "c5": "c5: 429 with retry"}
EVENTS = {"not_found": "a 404 at DEBUG", "masked": "a masked 500"}
SIZES = {"b16": "16", "b256": "256", "b4096": "4096", "b10k": "10,000", "b100k": "100,000", "b1m": "1,000,000"}
MEMBERS = {"m1": "1", "m16": "16", "m64": "64"}
ROUTED = {"success": "200", "masked": "a masked 500"}
ENUMS = {"n10": "10", "n10_touched": "10, touched", "n100": "100", "n100_touched": "100, touched", "n1000": "1000", "n1000_touched": "1000, touched"}
VARIANTS = {"n10": "10", "n100": "100", "n1000": "1000", "formatted_n10": "10, formatted", "formatted_n100": "100, formatted", "formatted_n1000": "1000, formatted"}


def ratio(figure, other):
    return f"{figure['instructions']:.0f} ({figure['instructions'] / other['instructions']:.2f})"


def millions(figure, other):
    return f"{figure['instructions'] / 1e6:.0f} ({figure['instructions'] / other['instructions']:.2f})"


def memory(figure, _):
    return f"{figure['allocations']:.0f} / {figure['bytes']:.0f}"


def seconds(figure, _):
    least, *_, most = figure["rounds"]
    return f"{figure['crates']} crates, {figure['seconds']:.1f} s ({least:.1f} to {most:.1f})"


SECTIONS = [
    ("The five cases: instructions", "conversions", FIVE, ratio),
    ("The five cases: allocations / bytes", "conversions", FIVE, memory),
    ("With a subscriber: instructions", "logged", EVENTS, ratio),
    ("With a subscriber: allocations / bytes", "logged", EVENTS, memory),
    ("Types that delegate, one to the next: instructions", "depth", {"d0": "0", "d1": "1", "d4": "4", "d16": "16"}, ratio),
    ("Members: instructions", "members", MEMBERS, ratio),
    ("Members: allocations / bytes", "members", MEMBERS, memory),
    ("Bytes of the detail: instructions", "details", SIZES, ratio),
    ("Bytes of the detail: allocations / bytes", "details", SIZES, memory),
    ("A call of a router: instructions", "boundary", ROUTED, ratio),
    ("A call of a router: allocations / bytes", "boundary", ROUTED, memory),
    ("A request over a pipe in memory: instructions", "requests", {"success": "200", **FIVE}, ratio),
    ("Number of variants: instructions of a conversion", "variants", VARIANTS, ratio),
    ("`cargo check` of one enum, by its variants: millions of instructions", "check", ENUMS, millions),
    ("`cargo build` of one enum, by its variants: millions of instructions", "build", ENUMS, millions),
    ("Clean debug builds: CPU seconds", "builds", {"clean": "median (least to most)"}, seconds),
]


def table(header, lines):
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def tables(figures):
    text = ""
    for title, group, cases, cell in SECTIONS:
        lines = []
        for row in rows(figures, group):
            of = {case: figures.get((group, row, case)) for case in cases}
            other = {case: figures.get((group, base(figures, group, row), case)) for case in cases}
            label = next(figure["label"] for figure in of.values() if figure)
            lines.append([label] + [cell(of[it], other[it]) if of[it] else "–" for it in cases])
        # A column that nobody has is none.
        kept = [at for at in range(len(cases) + 1) if at == 0 or any(line[at] != "–" for line in lines)]
        header = ["", *cases.values()]
        if lines:
            text += f"\n### {title}\n\n" + table([header[at] for at in kept], [[line[at] for at in kept] for line in lines])
    return text


# Goals: what, metric, row, how it is compared, with what, and the limit of each case.

GOALS = [
    ("catchall, http", "instructions", "catchall_http", "× the floor", "floor_http", {"c1": 1.08, "c2": 2, "c3": 1.05, "c4": 2.05, "c5": 1.2}),
    ("catchall, axum", "instructions", "catchall_axum", "× the floor", "floor_axum", {"c1": 1.08, "c2": 2, "c3": 1.05, "c4": 2.05, "c5": 1.2}),
    ("catchall, http", "allocations", "catchall_http", "× the floor", "floor_http", dict.fromkeys(FIVE, 1)),
    ("catchall, axum", "allocations", "catchall_axum", "× the floor", "floor_axum", dict.fromkeys(FIVE, 1)),
    ("catchall, actix-web", "allocations", "catchall_actix_web", "× the floor", "floor_actix_web", dict.fromkeys(FIVE, 1)),
    ("catchall, axum", "instructions", "catchall_axum", "times fewer than by hand", "by_hand_axum", {"c1": 3.9, "c2": 2.4, "c3": 3.1, "c4": 1.75, "c5": 3.1}),
    ("with a subscriber", "instructions", "logged_catchall", "× by hand", "logged_by_hand", dict.fromkeys(EVENTS, 1)),
    ("with a subscriber", "allocations", "logged_catchall", "× by hand", "logged_by_hand", dict.fromkeys(EVENTS, 1)),
    ("delegation", "instructions", "depth_catchall", "× by hand", "depth_by_hand", {"d1": 1, "d4": 1, "d16": 1.3}),
    ("members", "instructions", "members_catchall", "× by hand", "members_by_hand", {"m64": 0.95}),
    ("detail, `Display`", "bytes", "detail_catchall", "for each byte", None, {"b10k": 2, "b100k": 2, "b1m": 2}),
    ("detail, `detail = text`", "bytes", "detail_catchall_known", "for each byte", None, {"b10k": 1.1, "b100k": 1.1, "b1m": 1.1}),
    ("detail, `detail = text`", "allocations", "detail_catchall_known", "× the floor", "detail_floor", {"b10k": 1, "b100k": 1, "b1m": 1}),
    ("detail, `Display`", "instructions", "detail_catchall", "× serde_json's writer", "detail_writer", {"b10k": 1, "b100k": 1, "b1m": 1}),
    ("success in `ErrorBoundary`", "instructions", "boundary_catchall_around", "more than without", "boundary_none", {"success": 600}),
    ("success in `ErrorBoundary`", "allocations", "boundary_catchall_around", "more than without", "boundary_none", {"success": 1}),
    ("1000 variants", "instructions", "variants_catchall", "× 10 variants", "n10", {"n1000": 1.01}),
    ("1000 variants, formatted", "instructions", "variants_catchall", "× 10 variants", "formatted_n10", {"formatted_n1000": 1.01}),
    ("`cargo check`", "instructions", "check_catchall", "× thiserror alone", "check_thiserror", {"n10": 1.2, "n10_touched": 1.25, "n100": 1.15, "n100_touched": 1.25, "n1000": 1.12, "n1000_touched": 1.25}),
    ("`cargo check`, axum", "instructions", "check_catchall_axum", "× by hand", "check_by_hand", {"n10": 1, "n10_touched": 1, "n100": 1, "n100_touched": 1}),
    ("`cargo build`", "instructions", "build_catchall", "× thiserror alone", "build_thiserror", {"n100": 1.25}),
    ("`cargo build`, axum", "instructions", "build_catchall_axum", "× by hand", "build_by_hand", {"n10": 1, "n10_touched": 1, "n100": 1, "n100_touched": 1}),
    ("clean build", "crates", "minimal-bare", "crates", None, {"clean": 14}),
    ("clean build, what catchall adds to axum, serde and tracing by hand", "seconds", "catchall-axum", "× by hand", "by-hand", {"clean": 1}),
]


def size(case):
    """
    >>> [size(case) for case in ["b16", "b10k", "b1m", "d0"]]
    [16, 10000, 1000000, 0]
    """
    number, unit = re.fullmatch(r"[a-z](\d+)([km]?)", case).groups()
    return int(number) * {"": 1, "k": 1000, "m": 1000000}[unit]


def compared(figures, metric, row, how, other, case):
    """How a figure compares; nothing where there is none.

    >>> figures = {("g", "ours", "c1"): {"bytes": 3}, ("g", "theirs", "c1"): {"bytes": 2}}
    >>> compared(figures, "bytes", "ours", "× theirs", "theirs", "c1")
    1.5
    >>> compared(figures, "bytes", "ours", "more than theirs", "theirs", "c1")
    1
    >>> compared(figures, "bytes", "ours", "× theirs", "theirs", "c2")
    """
    of = {(row, case): figure[metric] for (_, row, case), figure in figures.items() if metric in figure}
    ours, theirs = of.get((row, case)), of.get((other, case)) if other not in VARIANTS else of.get((row, other))
    if ours is None or (theirs is None and other):
        return None
    if how.startswith("more"):
        return ours - theirs
    if how.startswith("times"):
        return theirs / ours
    if how.startswith("for each"):
        return ours / size(case)
    if how.startswith("×"):
        # Nothing is as little as nothing.
        return ours / theirs if theirs else 1 + ours
    return ours


def goals(figures):
    lines = []
    verdict = lambda reached: "reached" if reached else "**missed**"
    for what, metric, row, how, other, cases in GOALS:
        for case, limit in cases.items():
            found = compared(figures, metric, row, how, other, case)
            if found is not None:
                is_most = not how.startswith("times")
                # As it is printed.
                found = round(found, 2)
                reached = found <= limit if is_most else found >= limit
                lines.append([f"{what}, {case}: {metric}", f"{'≤' if is_most else '≥'} {limit:g} {how}", f"{found:g}", verdict(reached)])
    ours = "catchall_axum"
    for row in rows(figures, "conversions"):
        if row.startswith("catchall"):
            ours = "catchall_actix_web" if "actix" in row else "catchall_axum"
        elif "floor" not in row and "copied" not in row:
            pairs = [(figures["conversions", ours, case], figures["conversions", row, case]) for case in FIVE]
            least = min(theirs["instructions"] / mine["instructions"] for mine, theirs in pairs)
            reached = least > 1 and all(mine["allocations"] <= theirs["allocations"] for mine, theirs in pairs)
            lines.append([f"the five cases against {pairs[0][1]['label']}", "fewer instructions, no more allocations", f"{least:.2f} times fewer at least", verdict(reached)])
    return table(["", "goal", "measured", ""], lines)


# The picture.

BARS = [
    ("floor_axum", "floor", "#bdbdbd"),
    ("catchall_axum", "catchall", "#0b6e4f"),
    ("by_hand_axum", "by hand", "#e09f3e"),
    ("problem_details", "problem_details", "#9aa5b8"),
    ("axum_problem", "axum-problem", "#7783a0"),
    ("http_api_problem", "http-api-problem", "#525f82"),
    ("problemdetails", "problemdetails", "#2b3350"),
]
LINES = [
    ("details", "detail", "bytes of the detail", {"b16": "16", "b256": "256", "b4096": "4 K", "b10k": "", "b100k": "100 K", "b1m": "1 M"}),
    ("members", "members", "members", MEMBERS),
    ("depth", "depth", "types that delegate", {"d1": "1", "d4": "4", "d16": "16"}),
]


def bars(figures):
    shown = [bar for bar in BARS if bar[0] in rows(figures, "conversions")]
    count = lambda row, case: figures["conversions", row, case]["instructions"]
    times = {(row, case): count(row, case) / count("catchall_axum", case) for row, _, _ in shown for case in FIVE}
    out, left, bottom, height = [], 40, 260, 195
    for case, title in FIVE.items():
        out.append(f'<text x="{left}" y="{bottom + 18}">{title[4:]}</text>')
        for row, _, colour in shown:
            tall = times[row, case] / max(times.values()) * height
            out.append(f'<rect x="{left}" y="{bottom - tall:.1f}" width="18" height="{tall:.1f}" fill="{colour}"/>')
            out.append(f'<text x="{left + 9}" y="{bottom - tall - 3:.1f}" font-size="9" text-anchor="middle">{times[row, case]:.1f}</text>')
            left += 21
        left += 24
    for at, (_, label, colour) in enumerate(shown):
        out.append(f'<rect x="{40 + at * 122}" y="288" width="10" height="10" fill="{colour}"/><text x="{54 + at * 122}" y="297">{label}</text>')
    return out


def lines(figures, group, prefix, title, cases, left):
    """Both axes are logarithmic."""
    bottom, height, width = 510, 145, 205
    found = {}
    for row, _, colour in BARS[:3]:
        key = f"{prefix}_{row.removesuffix('_axum')}"
        if (group, key, next(iter(cases))) in figures:
            found[colour] = [(math.log(size(case)), math.log(figures[group, key, case]["instructions"])) for case in cases]
    (x0, *_, x1), (y0, *_, y1) = (sorted(point[at] for line in found.values() for point in line) for at in (0, 1))
    place = lambda x, y: (left + (x - x0) / (x1 - x0) * width, bottom - (y - y0) / (y1 - y0) * height)
    out = [f'<path d="M{left} {bottom - height - 8}V{bottom}H{left + width}" fill="none" stroke="#888"/>']
    out += [f'<text x="{place(math.log(size(case)), 0)[0]:.0f}" y="{bottom + 14}" font-size="9" text-anchor="middle">{name}</text>' for case, name in cases.items()]
    out += [f'<text x="{left - 4}" y="{place(x0, y)[1] + 4:.0f}" font-size="10" text-anchor="end">{math.exp(y):,.0f}</text>' for y in (y0, y1)]
    out.append(f'<text x="{left + width / 2}" y="{bottom + 32}" text-anchor="middle">{title}</text>')
    for colour, points in found.items():
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in points))
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
    return out


def picture(figures):
    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 560" font-family="system-ui, sans-serif" font-size="12" fill="#222">',
        "<title>Instructions of a conversion, beside hand-written code and other crates</title>",
        '<rect width="920" height="560" fill="#fff"/>',
        '<text x="20" y="24" font-size="15">Instructions of a conversion through axum, as multiples of catchall’s</text>',
        '<text x="20" y="332" font-size="15">Instructions of a conversion that grows</text>',
        *bars(figures),
    ]
    for at, (group, prefix, title, cases) in enumerate(LINES):
        out += lines(figures, group, prefix, title, cases, 75 + 290 * at)
    return "\n".join([*out, "</svg>\n"])


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
    head, rest = text.split(begin)
    tail = rest.split(end)[1]
    return f"{head}{begin}\n\n{content.strip()}\n\n{end}{tail}"


# For users: what it is, and rows of catchall and by hand.
SUMMARY = [
    *((title[4:], "catchall_axum", "by_hand_axum", case) for case, title in FIVE.items()),
    *((f"{name}, with a subscriber", "logged_catchall", "logged_by_hand", case) for case, name in EVENTS.items()),
    *((f"delegation, {depth} deep", "depth_catchall", "depth_by_hand", f"d{depth}") for depth in (1, 4, 16)),
    ("64 members", "members_catchall", "members_by_hand", "m64"),
    ("a detail of 1 MB", "detail_catchall", "detail_by_hand", "b1m"),
    ("a whole request, static 404", "request_catchall", "request_by_hand", "c1"),
]


def summary(figures):
    of = {(row, case): figure for (_, row, case), figure in figures.items()}
    cell = lambda figure: f"{figure['instructions']:.0f}, {figure['allocations']:.0f}"
    found = []
    for what, ours, theirs, case in SUMMARY:
        mine, other = of[ours, case], of[theirs, case]
        found.append([what, cell(mine), cell(other), f"{mine['instructions'] / other['instructions']:.2f}"])
    return table(["instructions, allocations", "catchall", "by hand", "ratio"], found)


def write(part, figures):
    content = f"{machine()}\n### Goals of this part\n\n{goals(figures)}{tables(figures)}"
    print(content)
    PAGE.write_text(between(PAGE.read_text(), part, content))
    if part == "conversions":
        PAGE.write_text(between(PAGE.read_text(), "summary", summary(figures)))
        PICTURE.write_text(picture(figures))


# The guard: per cent of what a row is compared with, and allocations.

# Another processor's `memcpy` takes a few instructions more.
SLACK = 0.04
COMPILED = ["*check_thiserror::*", "*check_catchall::*", "*variants_catchall::*"]


def limits(figures):
    found = {}
    for (group, row, case), figure in figures.items():
        if "catchall" in row:
            other = ("formatted_n10" if "formatted" in case else "n10") if group == "variants" else case
            theirs = figures[group, base(figures, group, row), other]["instructions"]
            per_cent = round(figure["instructions"] / theirs * 100)
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


def guarded():
    return limits(own() | compile_(COMPILED))


def main():
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command in PARTS:
        figures = PARTS[command]()
        save(command, figures)
        write(command, figures)
    elif command == "page":
        for part in PARTS:
            write(part, load(part))
    elif command == "guard":
        found = differences(json.loads(LIMITS.read_text()), guarded())
        if found:
            found = "\n".join(found)
            sys.exit(f"{found}\nif that is meant: `python3 benches/page.py bless`")
        print("all costs are within their limits")
    elif command == "bless":
        lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(limit)}" for name, limit in guarded().items())
        LIMITS.write_text(f"{{\n{lines}\n}}\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
