# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks of the house share: which files there are, a file without its comments, how a check reports.

A check is a function from the root of a tree to a list of Violation. `run` calls it on this tree, prints one line a
violation and exits 1 when there is any; with --self-test it calls it on a made tree of bad examples instead and fails
unless each is named, and on a good tree, which must pass.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

Violation = namedtuple("Violation", "path line words")
ROOT = Path(__file__).resolve().parent.parent
CODE_SUFFIXES = (".cpp", ".h")

_LEXEME = re.compile(
    r'(?P<comment>//[^\n]*|/\*.*?\*/)'
    r'|(?P<raw>R"(?P<tag>[^()\s]*)\(.*?\)(?P=tag)")'
    r'|(?P<text>"(?:\\.|[^"\\\n])*"|(?<![0-9A-Fa-f])\'(?:\\.|[^\'\\\n])+\')',
    re.DOTALL,
)


def files(root):
    """Paths, relative to the root, of every file that git tracks or would, or of all where there is no git."""
    listing = None
    if (root / ".git").exists():
        command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        if done.returncode == 0:
            listing = [Path(os.fsdecode(name)) for name in done.stdout.split(b"\0") if name]
    if listing is None:
        listing = []
        for folder, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name not in (".git", "build", "__pycache__")]
            listing += [(Path(folder) / name).relative_to(root) for name in names]
    return sorted(path for path in listing if (root / path).is_file())


def text_of(root, path):
    """The text of a file, or None where it is not text."""
    try:
        return (root / path).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def is_code(path):
    return path.suffix in CODE_SUFFIXES


def is_script(root, path):
    if path.suffix in (".py", ".sh", ".cmake") or path.name == "CMakeLists.txt":
        return True
    with (root / path).open("rb") as file:
        return file.read(2) == b"#!"


def blank(text, kinds=("comment", "raw", "text")):
    """C++ text with comments and literals blanked, line numbers kept; `kinds` says which of them."""

    def replace(match):
        if match.lastgroup == "tag":
            kind = "raw"
        else:
            kind = match.lastgroup
        if kind not in kinds:
            return match.group()
        return re.sub(r"[^\n]", " ", match.group()) if kind == "comment" else '""' + "\n" * match.group().count("\n")

    return _LEXEME.sub(replace, text)


def find_all(path, text, pattern, words):
    """One violation for each match; {} in words becomes what matched."""
    for match in re.finditer(pattern, text):
        yield Violation(path, text.count("\n", 0, match.start()) + 1, words.format(match.group().strip()))


def _self_test(check, bad, good):
    """bad: {path: (text, fragment of the words expected, or a list of them)}; good: {path: text}."""
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _lay(root, good)
        failures += [f"the good tree is refused: {v.path}:{v.line}: {v.words}" for v in check(root)]
        _lay(root, {path: text for path, (text, _) in bad.items()})
        found = check(root)
        for path, (_, fragments) in bad.items():
            for fragment in [fragments] if isinstance(fragments, str) else fragments:
                if not any(str(v.path) == path and fragment in v.words for v in found):
                    failures.append(f"not found: {path}: {fragment}")
        for violation in found:
            if str(violation.path) not in bad:
                failures.append(f"refused beside the bad ones: {violation}")
    return failures


def _lay(root, tree):
    for path, text in tree.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def run(check, about, bad, good):
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--root", type=Path, default=ROOT, help="the tree to check (this one)")
    parser.add_argument("--self-test", action="store_true", help="check that bad examples are found")
    arguments = parser.parse_args()
    if arguments.self_test:
        failures = _self_test(check, bad, good)
        print("\n".join(failures) or f"each of {len(bad)} bad files was found, {len(good)} good ones passed")
        return 1 if failures else 0
    root = arguments.root.resolve()
    found = sorted(check(root), key=lambda v: (str(v.path), v.line))
    for violation in found:
        print(f"{violation.path}:{violation.line}: {violation.words}")
    print(f"{Path(sys.argv[0]).name}: {len(found)} violations in {len(files(root))} files")
    return 1 if found else 0
