# SPDX-License-Identifier: GPL-3.0-or-later
"""What other programs take and say: recordings in their formats, and the cells in their output. Standard library only.

Formats by the sources of LTE-Cell-Scanner 1.1 (capbuf.cpp, CellSearch.cpp) and srsRAN_4G 23.04 (rf_file_imp.c,
cell_search.c, pdsch_ue.c)."""
import array
import json
import math
import re
import struct

LTE_RATE_HZ = 1920000
SCANNER_SAMPLES = 153600  # 80 ms: it takes no more and no less
SCANNER_RMS = 30.0  # of 127, per rail: what leaves its 8 bits room
SRSRAN_SECONDS = 1.0  # it reads on; the recording is repeated in whole frames
# The head of LTE-Cell-Scanner's files: a number that shows what it is before each value.
SCANNER_MARKS = (73492.215, -0.7923597, -189978508, 93.126712, -53243.129, 0.0008123898, -6.0098321, 237.09983)
TAPS = 16  # either side, of the slower rate's samples
BETA = 8.0
READERS = {"ci8": ("b", 128.0, 0.0), "cu8": ("B", 128.0, 127.5), "ci16_le": ("h", 32768.0, 0.0), "cf32_le": ("f", 1.0, 0.0)}


def read_sigmf(meta_file):
    """Its samples as complex numbers, its rate and its frequency (None where it says none)."""
    meta = json.loads(meta_file.read_text())
    code, scale, middle = READERS[meta["global"]["core:datatype"]]
    values = array.array(code)
    data = meta_file.with_name(meta_file.name.replace(".sigmf-meta", ".sigmf-data")).read_bytes()
    values.frombytes(data[: len(data) // (2 * values.itemsize) * 2 * values.itemsize])
    samples = [complex(values[n] - middle, values[n + 1] - middle) / scale for n in range(0, len(values), 2)]
    captures = meta.get("captures") or [{}]
    return samples, float(meta["global"]["core:sample_rate"]), captures[0].get("core:frequency")


def _bessel(x):
    """I0."""
    term = total = 1.0
    for k in range(1, 40):
        term *= (x / (2 * k)) ** 2
        total += term
    return total


def resample(samples, rate_hz, wanted_hz):
    """At a lower or the same rate, by a windowed sinc that lets pass what the lower rate can hold."""
    if rate_hz == wanted_hz:
        return list(samples)
    ratio = rate_hz / wanted_hz
    reach = TAPS * ratio
    bottom = _bessel(BETA)
    fine = 64  # steps of the kernel's table between two samples
    kernel = []
    for n in range(int(reach * fine) + 2):
        x = n / fine / ratio
        window = _bessel(BETA * math.sqrt(max(0.0, 1 - (n / fine / reach) ** 2))) / bottom
        kernel.append((math.sin(math.pi * x) / (math.pi * x) if x else 1.0) * window / ratio)
    out = []
    for m in range(int(len(samples) / ratio)):
        middle = m * ratio
        first, last = max(0, math.ceil(middle - reach)), min(len(samples) - 1, math.floor(middle + reach))
        out.append(sum(samples[n] * kernel[round(abs(n - middle) * fine)] for n in range(first, last + 1)))
    return out


def filled(samples, wanted, rate_hz=LTE_RATE_HZ):
    """As many samples as wanted, by repeating whole frames of 10 ms (all of it where there is none)."""
    frame = rate_hz // 100
    whole = samples[: len(samples) // frame * frame] or samples
    return (whole * (wanted // max(1, len(whole)) + 1))[:wanted] if len(samples) < wanted else samples[:wanted]


def scanner_file(samples, frequency_hz):
    """Bytes of LTE-Cell-Scanner's .bin."""
    samples = filled(samples, SCANNER_SAMPLES)
    power = sum(abs(s) ** 2 for s in samples) / max(1, len(samples))
    scale = SCANNER_RMS / math.sqrt(power / 2) if power > 0 else 0.0
    values = (int(frequency_hz), int(frequency_hz), LTE_RATE_HZ, LTE_RATE_HZ, 0, 0, 0, 0)
    head = b"".join(struct.pack("<dQ", mark, value) for mark, value in zip(SCANNER_MARKS, values))
    rails = (rail for s in samples for rail in (s.real, s.imag))
    return head + bytes(min(255, max(0, round(128 + scale * rail))) for rail in rails)


def srsran_file(samples, rate_hz=LTE_RATE_HZ):
    """Bytes of cf32 for srsRAN's "file" radio."""
    samples = filled(samples, int(SRSRAN_SECONDS * rate_hz), rate_hz)
    values = array.array("f")
    for s in samples:
        values.append(s.real)
        values.append(s.imag)
    return values.tobytes()


_SCANNER_ROW = re.compile(
    r"^\s*(?P<duplex>[TF]DD)\s+(?P<pci>\d+)\s+(?P<ports>\d)\s+\S+M\s+(?P<offset>-?[\d.e+-]+)(?P<unit>[hkm])\s+\S+"
    r"\s+(?P<cp>[NEU])\s+(?P<blocks>\d+)\s+[NEU]\s+(?:UNK|1/6|1/2|one|two)\s"
)
_SRSRAN_ROW = re.compile(r"Found CELL .*PHYID=(?P<pci>\d+), (?P<blocks>\d+) PRB, (?P<ports>\d) ports")
_SRSRAN_BLOCKS = re.compile(r"PDSCH-BLER:\s*(?P<errors>[\d.]+|-?nan)%")


def scanner_cells(out):
    """pci -> (resource blocks, ports) of CellSearch's final table."""
    return {int(row["pci"]): (int(row["blocks"]), int(row["ports"])) for row in map(_SCANNER_ROW.match, out.splitlines()) if row}


def srsran_cells(out):
    """pci -> (resource blocks, ports) of cell_search's final list."""
    rows = filter(None, map(_SRSRAN_ROW.search, out.splitlines()))
    return {int(row["pci"]): (int(row["blocks"]), int(row["ports"])) for row in rows if int(row["pci"]) < 504}


def srsran_read_a_block(out):
    """Whether pdsch_ue read a block of system information; None where it says nothing of any."""
    shares = [row["errors"] for row in _SRSRAN_BLOCKS.finditer(out)]
    if not shares:
        return None
    return "nan" not in shares[-1] and float(shares[-1]) < 100
