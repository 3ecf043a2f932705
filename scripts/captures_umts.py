# SPDX-License-Identifier: GPL-3.0-or-later
"""UMTS recordings: truth beside what the program says of cells, blocks, system information and levels."""
import json
from dataclasses import dataclass, field

from capture_runs import Cost, Row, no_cell, print_rows, run_program

FRAME_S = 0.01
INFORMATION = ("plmn", "lac", "rac", "cell_id", "rnc_id", "c_id", "cpich_tx_power_dbm", "sib11_intra_psc")
REQUIRED = ("bch", "psc")
# The weak carrier lies in the noise of its eight bits, which the truth doesn't count (docs/recordings.md).
CONTESTED = {("umts_std_adjacent_40db_10m", 420, "ecno")}


@dataclass
class Totals:
    cells: int = 0
    cells_found: int = 0
    stretch: int = 0
    stretch_found: int = 0
    blocks: int = 0  # demanded
    blocks_read: int = 0
    blocks_in_all: int = 0
    wrong_blocks: int = 0
    fields: int = 0
    fields_right: int = 0
    ghosts: int = 0
    outside: int = 0
    contested: int = 0
    silent: int = 0  # recordings without an answer
    cost: Cost = field(default_factory=Cost)

    def failed(self):
        missed = self.cells - self.cells_found + self.blocks - self.blocks_read + self.fields - self.fields_right
        return missed + self.wrong_blocks + self.ghosts + self.outside + self.silent > 0


def measured(truth, want, got):
    """(name, error, tolerance, unit) of everything that the truth lets us check."""
    rate = truth["sample_rate_hz"]
    offset = got["frequency_hz"] - truth["center_frequency_hz"] if got.get("frequency_hz") else 0
    yield "cfo", got["cfo_hz"] + offset - want["cfo_hz"], want["cfo_tolerance_hz"], "Hz"
    off = (got["frame_start_sample"] - want["frame_start_sample"]) / rate
    off_us = 1e6 * ((off + FRAME_S / 2) % FRAME_S - FRAME_S / 2)
    path = min(want["paths"], key=lambda one: abs(off_us - one["delay_us"]))
    yield "time", off_us - path["delay_us"], want["timing_tolerance_us"], "us"
    for name in ("rscp", "ecno"):
        key = f"{name}_dbfs" if name == "rscp" else f"{name}_db"
        if want.get(f"{name}_tolerance_db") is not None:
            yield name, got[key] - want[key], want[f"{name}_tolerance_db"], "dB"


def judge_blocks(want, got, row, totals):
    sent, demanded = want.get("bch_blocks_hex", []), want.get("bch_min_blocks", 0)
    read = got["bch_blocks_hex"]
    right = sum(block in sent for block in read)
    totals.blocks += demanded
    totals.blocks_read += min(right, demanded)
    totals.blocks_in_all += right
    row.result = f"{right} of {len(sent)} blocks" if sent else "found"
    if right < demanded:
        row.verdict = "BLOCKS MISSED"
    if sent and right < len(read):
        totals.wrong_blocks += len(read) - right
        row.verdict = "WRONG BLOCK"
    if right and got["sfn"] != want["sfn_start"]:
        totals.wrong_blocks += 1
        row.verdict = "WRONG SFN"


def judge_information(want, got, row, totals):
    """Every field that the blocks carry, of cells whose blocks are demanded; of others none may be wrong."""
    required = want["demand"] == "bch"
    for name in INFORMATION:
        if name not in want:
            continue
        said = got.get(name)
        if said is None and not required:
            continue
        totals.fields += 1
        if said == want[name]:
            totals.fields_right += 1
        else:
            row.verdict = f"{name} {'MISSED' if said is None else 'WRONG'}"
    if got.get("plmn") is not None:
        row.errors.append(f"{got['plmn']} {got.get('cell_id')}")


def judge_levels(truth, want, got, row, totals):
    for name, error, tolerance, unit in measured(truth, want, got):
        digits = {"Hz": 0, "us": 2, "dB": 2}[unit]
        row.errors.append(f"{name} {error:+.{digits}f}/{tolerance:.3g} {unit}")
        if abs(error) <= tolerance or want["demand"] == "none":
            continue
        if (truth["name"], want["psc"], name) in CONTESTED:
            totals.contested += 1
            row.verdict = f"{name} contested"
        else:
            totals.outside += 1
            row.verdict = f"{name.upper()} OUTSIDE"


def judge_cell(truth, want, answer, totals):
    demand = want["demand"]
    got = next((cell for cell in answer["cells"] if cell["rat"] == "umts" and cell["psc"] == want["psc"]), None)
    row = Row(str(want["psc"]), f"{demand}, Ec/No {want['ecno_db']:.1f} dB", "not found")
    totals.cells += demand in REQUIRED
    totals.stretch += demand == "stretch"
    if got is None:
        totals.blocks += want.get("bch_min_blocks", 0)
        row.verdict = "MISSED" if demand in REQUIRED else "not asked for"
        return row
    totals.cells_found += demand in REQUIRED
    totals.stretch_found += demand == "stretch"
    judge_blocks(want, got, row, totals)
    judge_information(want, got, row, totals)
    judge_levels(truth, want, got, row, totals)
    return row


def judge(truth, answer, totals):
    rows = [judge_cell(truth, want, answer, totals) for want in truth["cells"]]
    known = {("umts", cell["psc"]) for cell in truth["cells"]}
    for cell in answer["cells"]:
        if (cell["rat"], cell.get("psc")) not in known:
            totals.ghosts += 1
            rows.append(Row(str(cell.get("psc", cell.get("pci"))), "not there", cell["rat"], [], "GHOST"))
    if not rows:
        rows.append(no_cell(answer))
        totals.silent += rows[0].verdict != "ok"
    return rows


def check_folder(folder, truths, program):
    totals = Totals()
    for truth_file in truths:
        truth = json.loads(truth_file.read_text())
        recording = truth_file.with_name(truth_file.name.replace(".truth.json", ".sigmf-meta"))
        answer, words, cpu_s, peak_mb = run_program(program, recording)
        totals.cost.add(cpu_s, peak_mb)
        if answer is None:
            totals.silent += 1
            answer = {"cells": [], "short": [], "refusals": {"no answer": words[:70]}}
        print_rows(truth["name"], judge(truth, answer, totals), cpu_s, peak_mb)
    print(
        f"{folder.name}: {len(truths)} recordings; cells {totals.cells_found} of {totals.cells} demanded,"
        f" {totals.stretch_found} of {totals.stretch} stretch; blocks {totals.blocks_read} of {totals.blocks} demanded,"
        f" {totals.blocks_in_all} read in all; fields of system information {totals.fields_right} of {totals.fields};"
        f" ghosts {totals.ghosts}, wrong blocks {totals.wrong_blocks}, values outside {totals.outside}, contested"
        f" {totals.contested}, without answer {totals.silent}; processor {totals.cost.cpu_s:.1f} s, at most"
        f" {totals.cost.longest_cpu_s:.2f} s; peak memory {totals.cost.peak_mb:.0f} MB\n"
    )
    return totals.failed() or not truths
