# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds the functions of a C++ file by its braces: good enough for text that clang-format has laid out."""
import re
from collections import namedtuple

import house

Function = namedtuple("Function", "name line length")

_PREPROCESSOR = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
_OPERATOR = re.compile(r"\boperator\s*(?:\(\)|\[\]|[^\s\w(]+)")
_ASSIGNMENT = re.compile(r"(?<![=!<>+\-*/&|^%])=(?!=)")
_LAMBDA = re.compile(r"\[[^\]]*\]\s*(?:\(.*\))?\s*(?:mutable|noexcept|->[^=]*)?\s*$", re.DOTALL)
_BEFORE = re.compile(r"(?:\s|(?:public|private|protected)\s*:)*")
_NAME = re.compile(r"([\w:~]+(?:\s*<[^()]*>)?|operator\S*)\s*\(")


def _without_parentheses(text):
    """The text outside of every parenthesis, and how many are still open at its end."""
    kept, depth = [], 0
    for character in text:
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif depth == 0:
            kept.append(character)
    return "".join(kept), depth


def _opens_function(header):
    """Whether a brace after this text, since the last ; { or }, opens the body of a function."""
    header = _OPERATOR.sub("operator_", header)
    outside, depth = _without_parentheses(header)
    if depth != 0:
        return False  # an argument {..}
    if re.search(r"\b(?:namespace|extern)\b", outside):
        return False
    if _ASSIGNMENT.search(re.sub(r"\btemplate\s*<.*?>(?=\s)", "", outside, flags=re.DOTALL)):
        return bool(_LAMBDA.search(header))
    if re.search(r"\b(?:class|struct|union|enum)\b", re.sub(r"<[^{}]*>", "", outside)) and ")" not in header:
        return False
    return ")" in header


def functions(text):
    """Every outermost function body of the text, by its first line (of its signature) and its number of lines."""
    text = house.blank(text)
    text = _PREPROCESSOR.sub(lambda match: "\n" * match.group().count("\n"), text)
    found, depth, body_depth, start, header_start = [], 0, None, 0, 0
    for position, character in enumerate(text):
        if character == "{":
            header = text[header_start:position]
            if body_depth is None and _opens_function(header):
                body_depth = depth
                start = header_start + _BEFORE.match(header).end()
                names = _NAME.findall(header)
                name = names[0].strip() if names else "lambda"
            depth += 1
            header_start = position + 1
        elif character == "}":
            depth -= 1
            if body_depth == depth:
                first, last = text.count("\n", 0, start) + 1, text.count("\n", 0, position) + 1
                found.append(Function(name, first, last - first + 1))
                body_depth = None
            header_start = position + 1
        elif character == ";" and body_depth is None:
            header_start = position + 1
    return found
