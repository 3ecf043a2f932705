# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program on recordings and prints what came of it, a line a cell."""
import json
import os
import subprocess
import threading
from dataclasses import dataclass, field

TIMEOUT_S = 120


@dataclass
class Row:
    """One line of the table."""

    cell: str
    truth: str
    result: str
    errors: list = field(default_factory=list)
    verdict: str = "ok"


@dataclass
class Cost:
    cpu_s: float = 0
    longest_cpu_s: float = 0
    peak_mb: float = 0

    def add(self, cpu_s, peak_mb):
        self.cpu_s += cpu_s
        self.longest_cpu_s = max(self.longest_cpu_s, cpu_s)
        self.peak_mb = max(self.peak_mb, peak_mb)


def run_program(program, recording, *options):
    """The program's answer, or None and its words; its processor time and its peak memory."""
    command = [program, "scan", "--file", recording, "--format", "json", "--no-store", "--quiet", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        patience = threading.Timer(TIMEOUT_S, process.kill)
        patience.start()
        out = process.stdout.read()
        words = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        patience.cancel()
    cpu_s, peak_mb = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    if process.returncode not in (0, 1):
        return None, words.strip() or f"exit code {process.returncode}", cpu_s, peak_mb
    try:
        return json.loads(out), "", cpu_s, peak_mb
    except ValueError as error:
        return None, f"not JSON: {error}", cpu_s, peak_mb


def print_rows(name, rows, cpu_s, peak_mb):
    print(f"{name}  ({cpu_s:.2f} s, {peak_mb:.0f} MB)")
    for row in rows:
        print(f"  {row.cell:>4}  {row.truth:<30} {row.result:<26} {row.verdict:<12} {'  '.join(row.errors)}")


def no_cell(answer):
    """Of a recording without cells, in which none was found: a reason is asked for."""
    reasons = ", ".join(f"{name} {count}" for name, count in answer["refusals"].items())
    return Row("-", "no cell", "none", [reasons or "no reason given"], "ok" if reasons else "NO REASON")
