#!/usr/bin/env python3
"""Verify an ASC audit log without any ASC code.

    verify.py DIR [--vkey VKEY]... [--checkpoint FILE]... [--processes N]

DIR is one log (an epoch folder), a writer folder (all its epochs, linked by prev_log), the root (all writers, and the
registry when there is one) or an unpacked evidence pack. VKEY and FILE are what the auditor got from elsewhere; nothing inside DIR is trusted by itself.

Exit 0: holds. 1: FAIL lines. 3: holds up to a torn or unfinished tail. 2: cannot read. The section numbers (§1 .. §9) in this
file are those of docs/audit-format.md. Python 3.9 or newer, standard library only. Nothing is ever written.

Contents: Ed25519 - notes and keys - JSON subset - grammars - Merkle tree - fold - one record - one log - writers and registry - packs.
"""

import argparse
import base64
import binascii
import concurrent.futures
import gc
import hashlib
import json
import os
import re
import sys
from collections import defaultdict
from datetime import date

sha256 = hashlib.sha256


class Broken(Exception):
    """A rule of the format does not hold; the text says which."""


def broken(reason, *values):
    """A broken rule. What every record goes through asks `if not rule: raise broken(...)`, which costs nothing where it holds."""
    return Broken(reason % tuple(value if type(value) is int else show(value) for value in values))


def need(condition, reason, *values):
    """One rule."""
    if not condition:
        raise broken(reason, *values)


PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")


def show(value):
    """A short, printable, single-line form of a value read from the log."""
    text = value if type(value) is str and PLAIN.fullmatch(value) else ascii(value)
    return text if len(text) <= 200 else text[:197] + "..."


# ---------------------------------------------------------------------------------------------------------------------
# Ed25519, RFC 8032 section 5.1: verification only, so nothing here is secret and nothing needs constant time.
# ---------------------------------------------------------------------------------------------------------------------

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
D2 = 2 * D % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def point_add(a, b):
    """RFC 8032 section 5.1.4, extended homogeneous coordinates (X, Y, Z, T)."""
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e = (y1 - x1) * (y2 - x2) % P
    f = (y1 + x1) * (y2 + x2) % P
    g = t1 * t2 % P * D2 % P
    h = 2 * z1 * z2 % P
    p, q, r, s = f - e, h - g, h + g, f + e
    return (p * q % P, r * s % P, q * r % P, p * s % P)


def point_decode(raw):
    """RFC 8032 section 5.1.3; refuses y >= p and x = 0 with the sign bit set."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    need(len(raw) == 32 and y < P, "key: not a point of Ed25519")
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * v**3 % P * pow(u * v**7 % P, (P - 5) // 8, P) % P
    if v * x * x % P != u:
        x = x * ROOT_OF_MINUS_ONE % P
    need(v * x * x % P == u and not (x == 0 and sign), "key: not a point of Ed25519")
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def point_encode(point):
    x, y, z, _ = point
    inverse = pow(z, P - 2, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


class Multiples:
    """Multiples of one point by table: 64 digits of four bits, so a product costs 64 additions and no doubling."""

    def __init__(self, point):
        self.rows = []
        for _ in range(64):
            row = [NEUTRAL]
            for _ in range(15):
                row.append(point_add(row[-1], point))
            self.rows.append(row)
            point = point_add(row[-1], point)

    def times(self, scalar, start=NEUTRAL):
        for row in self.rows:
            if scalar & 15:
                start = point_add(start, row[scalar & 15])
            scalar >>= 4
        return start


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = Multiples(point_decode(BASE_Y.to_bytes(32, "little")))
KEY_TABLES = {}


def ed25519_verify(public_key, message, signature):
    """RFC 8032 section 5.1.7 without cofactor: encode([S]B - [k]A) must equal R byte for byte, and S < L."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    table = KEY_TABLES.get(public_key)
    if table is None:
        try:
            x, y, z, t = point_decode(public_key)
        except Broken:
            return False
        table = KEY_TABLES[public_key] = Multiples((P - x, y, z, P - t))
    k = int.from_bytes(hashlib.sha512(r + public_key + message).digest(), "little") % L
    return point_encode(table.times(k, BASE.times(s))) == r


# ---------------------------------------------------------------------------------------------------------------------
# Keys, signed notes and checkpoints (§6: C2SP signed-note and tlog-checkpoint)
# ---------------------------------------------------------------------------------------------------------------------

ORIGIN = re.compile(r"([!-*,-.0-~]+/asc/[!-*,-.0-~]+/([a-z0-9][a-z0-9.-]{0,62}))/([1-9][0-9]{0,15})")
SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
HEX64 = re.compile(r"[0-9a-f]{64}")


def base64_decode(text, what):
    """§ preamble: every base64 is canonical (padded, spare bits zero)."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error, ValueError):
        raise Broken("%s: %s (expected: base64)" % (what, show(text)))
    need(base64.b64encode(raw).decode("ascii") == text, "%s: %s (expected: canonical base64)", what, text)
    return raw


class Vkey:
    """§6: `<key name>+<8 hex key id>+<base64(0x01 || key)>`; the id is the start of SHA-256(name LF 0x01 key)."""

    def __init__(self, text):
        need(type(text) is str, "vkey: %s (expected: a string)", text)
        parts = text.split("+", 2)
        need(len(parts) == 3, "vkey: %s (expected: name+id+key)", text)
        self.text = text
        self.name, key_id, encoded = parts
        raw = base64_decode(encoded, "vkey")
        need(len(raw) == 33 and raw[0] == 1, "vkey: %s (expected: an Ed25519 key of type 0x01)", text)
        self.key = raw[1:]
        self.id = sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        need(self.name and not re.search(r"\s", self.name), "vkey: %s (expected: a name without space)", text)
        need(key_id == self.id.hex(), "vkey: id %s (expected: %s)", key_id, self.id.hex())
        point_decode(self.key)


class Note:
    """One signed checkpoint: origin, size, root and the signatures, exactly as stored in `raw`."""

    def __init__(self, raw):
        self.raw = raw
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError:
            raise Broken("checkpoint: not UTF-8")
        need(text.endswith("\n"), "checkpoint: last line without LF")
        lines = text[:-1].split("\n")
        need(len(lines) >= 5 and lines[3] == "", "checkpoint: expected origin, size, root, empty line, signatures")
        self.origin, size, root = lines[:3]
        need(ORIGIN.fullmatch(self.origin), "checkpoint: origin %s", self.origin)
        need(SIZE.fullmatch(size) and size != "0", "checkpoint: size %s (expected: a positive decimal)", size)
        self.size = int(size)
        need(self.size < 2**53, "checkpoint: size %s (expected: below 2^53)", size)
        self.root = base64_decode(root, "checkpoint root")
        need(len(self.root) == 32, "checkpoint: root of %d bytes (expected: 32)", len(self.root))
        self.signed = "\n".join(lines[:3] + [""]).encode()
        self.signatures = []
        for line in lines[4:]:
            parts = line.split(" ")
            need(len(parts) == 3 and parts[0] == "\u2014" and parts[1] and "+" not in parts[1],
                 "checkpoint: signature line %s", line)
            blob = base64_decode(parts[2], "signature")
            need(len(blob) > 4, "checkpoint: signature of %d bytes", len(blob))
            self.signatures.append((parts[1], blob[:4], blob[4:]))

    def signers(self, vkeys):
        """The keys among `vkeys` that signed; a bad signature by one of them is a finding, unknown keys are ignored."""
        found = set()
        for name, key_id, signature in self.signatures:
            for vkey in vkeys:
                if vkey.name == name and vkey.id == key_id:
                    need(ed25519_verify(vkey.key, self.signed, signature),
                         "checkpoint of size %d: bad signature by %s+%s", self.size, name, key_id.hex())
                    found.add(vkey.text)
        return found


def read_notes(data):
    """§1: notes one after the other, an empty line after each. Returns (notes, bytes of an unfinished last note).

    A last note that a power loss left with holes is unfinished too: it is none, and no note follows.
    """
    notes, at = [], 0
    while True:
        body = data.find(b"\n\n", at)
        end = data.find(b"\n\n", body + 2) if body >= 0 else -1
        if end < 0:
            return notes, data[at:]
        try:
            notes.append(Note(data[at:end + 1]))
        except Broken:
            if note_follows(data, at):
                raise
            return notes, data[at:]
        at = end + 2


def note_follows(data, at):
    """Whether a note begins after some empty line behind `at`."""
    while True:
        at = data.find(b"\n\n", at)
        if at < 0:
            return False
        body = data.find(b"\n\n", at + 2)
        end = data.find(b"\n\n", body + 2) if body >= 0 else -1
        if end >= 0:
            try:
                Note(data[at + 2:end + 1])
                return True
            except Broken:
                pass
        at += 1


# ---------------------------------------------------------------------------------------------------------------------
# The JSON subset of §2
# ---------------------------------------------------------------------------------------------------------------------

MAX_RECORD_BYTES = 16384
MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 64
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
SPACE = re.compile(r"[ \t\r\n]")
SURROGATE = re.compile("[\ud800-\udfff]")
NULL = re.compile(r"[:,\[]null")
NON_ASCII_KEY = re.compile(r'[^\x00-\x7f][^"]*":')   # exact where no string holds an escape


def json_object(pairs):
    result = dict(pairs)
    if len(result) != len(pairs):
        raise Broken("JSON: duplicate key")
    return result


def json_integer(text):
    if len(text) < 16 and text != "-0":
        return int(text)
    need(text != "-0", "JSON: -0 (expected: 0)")
    need(len(text) <= 17 and -MAX_INTEGER <= int(text) <= MAX_INTEGER, "JSON: integer %s (expected: within 2^53-1)", text)
    return int(text)


def json_float(text):
    raise Broken("JSON: %s (expected: no floating point)" % show(text))


SCAN = json.JSONDecoder(object_pairs_hook=json_object, parse_int=json_integer, parse_float=json_float,
                        parse_constant=json_float).scan_once


def check_tree(value):
    """No null anywhere, ASCII keys, no lone surrogates; only run when the raw text could hold one of them."""
    if value is None:
        raise Broken("JSON: null")
    if type(value) is str:
        need(not SURROGATE.search(value), "JSON: lone surrogate")
    elif type(value) is list:
        for item in value:
            check_tree(item)
    elif type(value) is dict:
        for key, item in value.items():
            need(key.isascii(), "JSON: key %s (expected: ASCII)", key)
            check_tree(item)


def parse_json(raw, limit=MAX_RECORD_BYTES):
    """§2: one JSON object; no null, no floating point, no duplicate or non-ASCII key, no lone surrogate, no white space."""
    if len(raw) > limit:
        raise broken("JSON: %d bytes (expected: at most %d)", len(raw), limit)
    if raw[:1] != b"{":
        raise broken("JSON: not an object")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken("JSON: not UTF-8")
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH:
        depth = deepest = 0
        for bracket in re.findall(r"[\[\]{}]", STRING.sub("", text)):
            depth += 1 if bracket in "[{" else -1
            deepest = max(deepest, depth)
        need(deepest <= MAX_DEPTH, "JSON: nesting of %d (expected: at most %d)", deepest, MAX_DEPTH)
    try:
        value, end = SCAN(text, 0)
    except (ValueError, StopIteration):
        raise Broken("JSON: does not parse")
    if end != len(text):
        raise broken("JSON: bytes after the object")
    if " " in text or "\t" in text or "\r" in text or "\n" in text:
        need(not SPACE.search(STRING.sub("", text)), "JSON: white space between tokens")
    if "\\" in text or "null" in text and NULL.search(text) or not text.isascii() and NON_ASCII_KEY.search(text):
        check_tree(value)
    return value


def canonical(value):
    """RFC 8785 form of values of the subset: used for the lines of the state file (§5), never for records."""
    if type(value) is dict:
        return "{%s}" % ",".join("%s:%s" % (canonical(k), canonical(value[k])) for k in sorted(value))
    if type(value) is list:
        return "[%s]" % ",".join(map(canonical, value))
    return json.dumps(value, ensure_ascii=False)


# ---------------------------------------------------------------------------------------------------------------------
# Grammars of values: instants, ULIDs, amounts, accounts, hold lists (§2, §3)
# ---------------------------------------------------------------------------------------------------------------------

TIME_OF_DAY = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
TIMESTAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T" + TIME_OF_DAY + r"\.[0-9]{6}Z")
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T" + TIME_OF_DAY + r"(?:\.[0-9]{1,9})?Z")
ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
NEXT_DIGIT = dict(zip("0123456789ABCDEFGHJKMNPQRSTVWXY", "123456789ABCDEFGHJKMNPQRSTVWXYZ"))
NONCE = re.compile(r"[0-9a-f]{32}")
IDENTITY = re.compile(" ".join((ULID.pattern, NONCE.pattern, TIMESTAMP.pattern)))
AMOUNT = re.compile(r"(0|[1-9][0-9]*)(?:\.([0-9]{0,8}[1-9]))?")
UNIT = re.compile(r"[A-Z]{3}|tok|req|par")
PART = r"(?:[a-z0-9._-]|%[0-9A-F]{2})+"
ACCOUNT = re.compile(
    r"(" + PART + r"(?:/" + PART + r")*)/"
    r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2}(?:T[0-9]{2}(?::[0-9]{2})?)?)?)?|total|now)~"
    r"(always|[0-9]{4}-[0-9]{2}-[0-9]{2}T" + TIME_OF_DAY + r"Z)")
PLAIN_BYTES = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789._-")
TAG_KEY = re.compile(r"[a-z0-9_.-]{1,64}")
PSEUDONYM = re.compile(r"hmac:[^:\s]+:[0-9a-f]+")
SCALE = 10**9
MAX_LINES, MAX_ACCOUNTS, MAX_ACCOUNT_BYTES = 8, 64, 96

KNOWN_DATES = set()
KNOWN_KEYS = {}                              # (unit, id, id, ...) -> [(unit, id), (unit, id), ...]


def check_date(text):
    """The calendar date at the start of `text` exists (30 February does not)."""
    day = text[:10]
    if day not in KNOWN_DATES:
        try:
            date(int(day[:4]), int(day[5:7]), int(day[8:10]))
        except ValueError:
            raise Broken("date: %s (expected: a calendar date)" % show(day))
        KNOWN_DATES.add(day)


def check_instant(value, what):
    if type(value) is not str or not INSTANT.fullmatch(value):
        raise broken("%s: %s (expected: an RFC 3339 instant in UTC)", what, value)
    if value[:10] not in KNOWN_DATES:
        check_date(value)


def instant_order(text):
    """A sort key for instants: the fraction is padded, so `…:00Z` equals `…:00.000Z`."""
    return text[:19] + text[19:-1].lstrip(".").ljust(9, "0")


def amount_nanos(text):
    """§3: decimal strings >= 0, at most nine decimals, minimal form; returned in billionths of the unit."""
    match = AMOUNT.fullmatch(text) if type(text) is str else None
    if not match:
        raise broken("amount: %s (expected: a minimal decimal string >= 0)", text)
    whole, fraction = match.groups()
    return int(whole) * SCALE + (int(fraction.ljust(9, "0")) if fraction else 0)


def signed_nanos(text):
    """§3: `budget.adjust` alone bears a sign."""
    if type(text) is str and text[:1] == "-":
        need(text != "-0", "amount: '-0' (expected: '0')")
        return -amount_nanos(text[1:])
    return amount_nanos(text)


def amount_text(nanos):
    sign, nanos = ("-", -nanos) if nanos < 0 else ("", nanos)
    whole, fraction = divmod(nanos, SCALE)
    return sign + str(whole) + ("." + ("%09d" % fraction).rstrip("0") if fraction else "")


def check_unit(unit):
    need(type(unit) is str and UNIT.fullmatch(unit), "unit: %s (expected: ISO 4217, tok, req or par)", unit)


def check_account(account):
    """§3: `<scope>/<period>~<end>`, at most 96 bytes."""
    match = ACCOUNT.fullmatch(account) if type(account) is str else None
    need(match, "account: %s (expected: <scope>/<period>~<end>)", account)
    need(len(account) <= MAX_ACCOUNT_BYTES, "account: %s (expected: at most %d bytes)", account, MAX_ACCOUNT_BYTES)
    scope, period, end = match.groups()
    for code in re.findall("%(..)", scope):
        need(int(code, 16) not in PLAIN_BYTES, "account: %s (expected: %%%s unescaped)", account, code)
    if period[0] in "0123456789":
        check_date(period[:10] + "0000-01-01"[len(period[:10]):])
        need(period[11:13] < "24" and period[14:16] < "60", "account: period %s (expected: a time of day)", period)
    if end != "always":
        check_date(end)


def check_accounts(unit, accounts):
    """The keys of one line's accounts; remembered, since the lines of a tenant name the same ones again and again."""
    check_unit(unit)
    for account in accounts:
        check_account(account)
    need(len(set(accounts)) == len(accounts), "accounts: an id stands twice in one list")
    if len(KNOWN_KEYS) > 100000:
        KNOWN_KEYS.clear()
    keys = KNOWN_KEYS[(unit, *accounts)] = [(unit, account) for account in accounts]
    return keys


def read_lines(lines, par_allowed):
    """A `hold` or `settle` list as {(unit, account id): billionths}; limits of §2, grammar of §3."""
    if type(lines) is not list or len(lines) > MAX_LINES:
        raise broken("hold lines: %s (expected: a list of at most %d)", lines, MAX_LINES)
    sums, count = {}, 0
    for line in lines:
        if type(line) is not dict:
            raise broken("hold line: %s (expected: an object)", line)
        unit, accounts = line.get("unit"), line.get("accounts")
        if type(accounts) is not list:
            raise broken("accounts: %s (expected: a list)", accounts)
        try:
            keys = KNOWN_KEYS[(unit, *accounts)]
        except (KeyError, TypeError):
            keys = check_accounts(unit, accounts)
        if unit == "par" and not par_allowed:
            raise broken("settle: unit par (expected: par only in holds)")
        nanos = amount_nanos(line.get("amount"))
        for key in keys:
            sums[key] = sums.get(key, 0) + nanos
        count += len(accounts)
    if count > MAX_ACCOUNTS:
        raise broken("hold lines: %d accounts (expected: at most %d)", count, MAX_ACCOUNTS)
    return sums


# ---------------------------------------------------------------------------------------------------------------------
# Merkle tree, RFC 6962 section 2.1 (§6)
# ---------------------------------------------------------------------------------------------------------------------

class Tree:
    """The frontier of an append-only tree: hashes of its full subtrees, left to right."""

    def __init__(self, size=0, frontier=()):
        self.size = size
        self.frontier = list(frontier)

    def append(self, leaf):
        size, frontier = self.size, self.frontier
        while size & 1:
            leaf = sha256(b"\x01" + frontier.pop() + leaf).digest()
            size >>= 1
        frontier.append(leaf)
        self.size += 1

    def root(self):
        if not self.frontier:
            return sha256(b"").digest()
        root = self.frontier[-1]
        for left in reversed(self.frontier[:-1]):
            root = sha256(b"\x01" + left + root).digest()
        return root


def leaf_hash(content):
    """§2: H = hex of SHA-256(0x00 || J)."""
    return sha256(b"\x00" + content).digest()


# ---------------------------------------------------------------------------------------------------------------------
# The fold: balances, open calls and tenant numbers, from records alone (§3, §5)
# ---------------------------------------------------------------------------------------------------------------------

class Call:
    """A call without end: its tenant, when it expires, its hold lists as written and their sum per account."""

    def __init__(self, tenant, expires, attempt):
        self.tenant, self.expires, self.attempt = tenant, expires, attempt
        self.lines, self.held = [], {}


def nothing():
    """Settled and open of an account that no record has named yet."""
    return [0, 0]


class Fold:
    """Balances after the records so far. `accounts` maps (unit, id) to [settled, open] in billionths."""

    def __init__(self):
        self.accounts, self.calls, self.tenants = defaultdict(nothing), {}, {}
        self.drop = ""

    def hold(self, call, lines, sums):
        call.lines += lines
        for account, nanos in sums.items():
            call.held[account] = call.held.get(account, 0) + nanos
            self.accounts[account][1] += nanos

    def release(self, call):
        for account, nanos in call.held.items():
            self.accounts[account][1] -= nanos

    def settle(self, sums):
        for account, nanos in sums.items():
            self.accounts[account][0] += nanos

    def drop_ended(self, instant):
        """§5: rows with open "0" whose end <= the `drop` of this or an earlier segment.open leave the state."""
        self.drop = max(self.drop, instant_order(instant))
        for unit, name in [key for key, row in self.accounts.items() if row[1] == 0]:
            end = name.rpartition("~")[2]
            if end != "always" and instant_order(end) <= self.drop:
                del self.accounts[unit, name]

    def opening(self, kept):
        """§7: what a new epoch starts from. Calls in `kept` stay open; other open amounts count as settled, `par` ends."""
        result = Fold()
        for (unit, name), (settled, held) in self.accounts.items():
            stays = sum(call.held.get((unit, name), 0) for key, call in self.calls.items() if key in kept)
            result.accounts[unit, name] = [settled if unit == "par" else settled + held - stays, stays]
        result.calls = {key: call for key, call in self.calls.items() if key in kept}
        return result

    def state_file(self):
        """§5: the bytes of `seg-<seq>.state`."""
        rows = [{"k": "account", "unit": unit, "id": name, "settled": amount_text(settled), "open": amount_text(held)}
                for (unit, name), (settled, held) in self.accounts.items()]
        rows += [{"k": "call", "call": key, "tenant": call.tenant, "expires": call.expires, "hold": call.lines}
                 for key, call in self.calls.items()]
        rows += [{"k": "tenant", "tenant": tenant, "next": following} for tenant, following in self.tenants.items()]
        return b"".join(sorted(canonical(row).encode() + b"\n" for row in rows))

    @staticmethod
    def of_state_file(data):
        """Read a state file that is taken as given (start of a pruned log, or of an epoch whose forerunner is absent)."""
        fold = Fold()
        need(not data or data.endswith(b"\n"), "state file: last line without LF")
        for line in data.split(b"\n")[:-1]:
            row = parse_json(line, 2**31)
            kind = row.get("k")
            if kind == "account":
                check_unit(row.get("unit"))
                check_account(row.get("id"))
                fold.accounts[row["unit"], row["id"]] = [signed_nanos(row.get("settled")), amount_nanos(row.get("open"))]
            elif kind == "call":
                need(is_ulid(row.get("call")) and type(row.get("hold")) is list, "state file: call row %s", row)
                check_instant(row.get("expires"), "state file: expires")
                call = fold.calls[row["call"]] = Call(row.get("tenant"), row["expires"], None)
                for hold_line in row["hold"]:
                    for account, nanos in read_lines([hold_line], True).items():
                        call.held[account] = call.held.get(account, 0) + nanos
                call.lines = row["hold"]
            else:
                need(kind == "tenant" and type(row.get("next")) is int and row["next"] >= 0 and type(row.get("tenant")) is str,
                     "state file: row %s", row)
                fold.tenants[row["tenant"]] = row["next"]
        need(fold.state_file() == data, "state file: not in the canonical form of §5")
        held = {}
        for call in fold.calls.values():
            for account, nanos in call.held.items():
                held[account] = held.get(account, 0) + nanos
        for account in held.keys() | fold.accounts.keys():
            row = fold.accounts.get(account)
            need(row and row[1] == held.get(account, 0), "state file: open of %s is not the sum of its calls", account[1])
        return fold


class Recurring(dict):
    """Whether texts have a form, remembered: only for what recurs from record to record."""

    def __init__(self, pattern):
        self.pattern = pattern

    def __missing__(self, text):
        if len(self) > 100000:
            self.clear()
        self[text] = self.pattern.fullmatch(text) is not None
        return self[text]


POLICIES, PEOPLE = Recurring(HEX64), Recurring(PSEUDONYM)


def is_ulid(value):
    return type(value) is str and ULID.fullmatch(value) is not None


def ulid_after(text):
    """The ULID that follows: plus 1, with carry."""
    digit = NEXT_DIGIT.get(text[-1])
    return text[:-1] + digit if digit else ulid_after(text[:-1]) + "0"


def is_hex64(value):
    return type(value) is str and HEX64.fullmatch(value) is not None


def is_count(value):
    return type(value) is int and value >= 0


# ---------------------------------------------------------------------------------------------------------------------
# One record after the other: common keys (§2), the types (§3), the opening block (§7)
# ---------------------------------------------------------------------------------------------------------------------

COMMON = ("v", "log", "dur", "id", "n", "ts", "type")
TENANT_REQUIRED = {"call.intent", "call.attempt", "call.hold", "call.outcome", "call.orphan", "gap", "tenant.tally"}
REGISTRY_TYPES = {"writer.open", "writer.seen", "writer.close"}
TENANT_NEVER = REGISTRY_TYPES | {"log.open", "process.start", "segment.open", "credential.rotate", "key.rotate",
                                 "policy.activate", "recovery", "clock.step", "tick", "anchor", "log.close"}
OPERATIONS = ("chat", "embedding", "count", "guard")
STATUSES = ("ok", "truncated", "cancelled", "failed", "denied_output", "not_sent")
DECISIONS = ("denied", "no_route", "budget_exhausted", "rate_limited", "audit_unavailable", "cache_hit", "duplicate")
TORN = re.compile(r"torn-(?:([0-9]{1,20})|checkpoints)-([0-9]{1,20})\.bin")


class Records:
    """Everything that is checked record by record, in `seq` order. `check` raises Broken; `fold` is the state so far."""

    def __init__(self, origin, first_seq):
        self.origin = origin
        self.key_name = ORIGIN.fullmatch(origin).group(1)
        self.is_registry = ORIGIN.fullmatch(origin).group(2) == "registry"
        self.first_seq = first_seq
        self.fold = Fold()
        self.dur, self.id = -1, ""
        self.vkeys, self.rotations = [], []      # [(seq, Vkey)] in force from the next seq on; [(seq, old, new)]
        self.called = set()                      # every call this log ever opened
        self.asked, self.resumed = None, None    # in a part: calls looked for and not found; (call, its first attempt here)
        self.opening = None                      # inside an opening block: the calls that still need their orphan
        self.last_start = -1
        self.closed = False
        self.recoveries = {}                     # torn file -> (len, sha256)
        self.over = 0
        self.prev_log = None
        self.writers = []                        # registry only: (seq, type, origin, vkey or size, root)
        self.begin_segment()
        self.handlers = {
            "log.open": self.log_open, "process.start": self.process_start, "call.intent": self.intent,
            "call.attempt": self.attempt, "call.hold": self.extend, "call.outcome": self.outcome, "call.orphan": self.orphan,
            "gap": self.gap, "budget.adjust": self.adjust, "decision": self.decision, "incident": self.incident,
            "key.rotate": self.rotate, "recovery": self.recovery, "log.close": self.log_close,
            "writer.open": self.writer_open, "writer.seen": self.writer_seen, "writer.close": self.writer_seen,
        }

    def begin_segment(self):
        self.active, self.tallies = set(), []    # tenants with records in this segment; the tallies that end it

    def check(self, seq, record):
        """All rules of one record whose bytes hash and chain."""
        self.common(seq, record)
        kind = record["type"]
        self.place(seq, kind)
        if "tenant" in record or "tseq" in record:
            self.tenant(record, kind)
        elif kind in TENANT_REQUIRED:
            raise broken("%s: no tenant", kind)
        handler = self.handlers.get(kind)
        if handler:
            handler(seq, record)

    def common(self, seq, record):
        """§2, table of the keys of every record; `seq` and `prev` were checked with the chain."""
        version, origin, dur, ulid, nonce, instant, kind = map(record.get, COMMON)
        if version != 1 or type(version) is not int:
            raise broken("v: %s (expected: 1)", version)
        if origin != self.origin:
            raise broken("log: %s (expected: %s)", origin, self.origin)
        if type(dur) is not int or not self.dur <= dur < seq:
            raise broken("dur: %s (expected: %d..%d)", dur, self.dur, seq - 1)
        self.dur = dur
        # One look for three: whatever is no string has no such form when written out either.
        if not IDENTITY.fullmatch("%s %s %s" % (ulid, nonce, instant)):
            need(is_ulid(ulid), "id: %s (expected: a ULID)", ulid)
            need(type(nonce) is str and NONCE.fullmatch(nonce), "n: %s (expected: 32 hex digits)", nonce)
            raise broken("ts: %s (expected: RFC 3339, six decimals, Z)", instant)
        last = self.id
        if ulid <= last:
            raise broken("id: %s (expected: above %s)", ulid, last)
        self.id = ulid
        if ulid[:10] == last[:10] and ulid != ulid_after(last):
            raise broken("id: %s (expected: %s + 1 within the millisecond)", ulid, last)
        if instant[:10] not in KNOWN_DATES:
            check_date(instant)
        if type(kind) is not str or not kind:
            raise broken("type: %s (expected: a string)", kind)

    def place(self, seq, kind):
        """Where a type may stand: §3 (log.open, segment.open), §5 (tallies), §7 (opening block), §8 (registry)."""
        if (kind == "log.open") != (seq == 0):
            raise broken("%s at seq %d (expected: log.open at 0 and only there)", kind, seq)
        if seq == 1 and kind != "process.start":
            raise broken("%s at seq 1 (expected: process.start)", kind)
        if self.is_registry and kind == "tick":
            raise broken("tick (expected: none in the registry)")
        if not self.is_registry and kind in REGISTRY_TYPES:
            raise broken("%s (expected: only in the registry)", kind)
        if kind == "tenant.tally" or kind == "log.close":
            pass
        elif self.tallies:
            need(kind == "process.start", "%s after tenant.tally (expected: the seal of the segment)", kind)
            self.tallies = []
        if self.closed:
            need(kind in ("segment.open", "process.start", "tenant.tally"), "%s after log.close", kind)
        if self.opening is not None and kind not in ("recovery", "call.orphan", "segment.open", "tenant.tally", "process.start"):
            need(not self.opening, "%s before the call.orphan of %d open calls", kind, len(self.opening))
            self.opening = None

    def tenant(self, record, kind):
        """§2: `tenant` and `tseq` stand together; `tseq` counts per (log, tenant) without gaps."""
        tenant, tseq = record.get("tenant"), record.get("tseq")
        if type(tenant) is not str or not tenant or type(tseq) is not int:
            raise broken("tenant and tseq: %s, %s (expected: both)", tenant, tseq)
        if kind in TENANT_NEVER:
            raise broken("%s with a tenant", kind)
        if self.is_registry:
            raise broken("tenant in the registry")
        expected = self.fold.tenants.get(tenant, 0)
        self.fold.tenants[tenant] = tseq + 1
        if kind == "tenant.tally":
            self.tallies.append(tenant)
        else:
            self.active.add(tenant)
        if tseq != expected:
            raise broken("tseq of %s: %d (expected: %d)", tenant, tseq, expected)

    def sealed(self):
        """§5: a sealed segment ends with one tenant.tally for each tenant active in it."""
        need(len(self.tallies) == len(set(self.tallies)), "seal: a tenant is tallied twice")
        need(set(self.tallies) == self.active,
             "seal: tallies of %s (expected: %s)", sorted(self.tallies), sorted(self.active))

    # -- §6, §7: keys, opening, recovery

    def log_open(self, seq, record):
        self.install_key(seq, record)
        need(type(record.get("version")) is str, "log.open: no version")
        epoch = int(ORIGIN.fullmatch(self.origin).group(3))
        prev_log = record.get("prev_log")
        need((prev_log is not None) == ("state_sha256" in record), "log.open: prev_log and state_sha256 stand together")
        need((prev_log is not None) == (epoch > 1), "log.open: prev_log (expected: exactly in epochs above 1)")
        if prev_log is not None:
            need(type(prev_log) is dict and prev_log.get("origin") == "%s/%d" % (self.key_name, epoch - 1)
                 and is_count(prev_log.get("size")) and is_hex64(prev_log.get("root")), "log.open: prev_log %s", prev_log)
            need(is_hex64(record["state_sha256"]), "log.open: state_sha256 %s", record["state_sha256"])
            self.prev_log = prev_log

    def install_key(self, seq, record):
        vkey = Vkey(record.get("vkey"))
        need(vkey.name == self.key_name, "vkey: name %s (expected: %s)", vkey.name, self.key_name)
        self.vkeys.append((seq, vkey))

    def rotate(self, seq, record):
        old = self.vkeys[-1][1] if self.vkeys else None
        self.install_key(seq, record)
        if old:
            self.rotations.append((seq, old, self.vkeys[-1][1]))

    def process_start(self, seq, record):
        need("boot" in record and "version" in record and type(record.get("clean")) is bool,
             "process.start: boot, version or clean is missing")
        # Calls carried over by a living process (§7) are its own: they end later, without an orphan.
        self.opening = set() if seq == 1 else set(self.fold.calls)
        self.last_start = seq
        self.closed = False

    def recovery(self, seq, record):
        name, length, digest = record.get("file"), record.get("len"), record.get("sha256")
        need(self.opening is not None, "recovery outside an opening")
        need(type(name) is str and TORN.fullmatch(name) and is_count(length) and is_hex64(digest), "recovery: %s", record)
        need(name not in self.recoveries, "recovery: %s is named twice", name)
        self.recoveries[name] = (length, digest)

    def log_close(self, seq, record):
        self.closed = True

    # -- §3: calls and balances

    def intent(self, seq, record):
        key = record.get("call")
        if type(key) is not str or not ULID.fullmatch(key):
            raise broken("call: %s (expected: a ULID)", key)
        if key in self.called:
            raise broken("call %s is opened twice", key)
        self.called.add(key)
        expires = record.get("expires")
        call = self.fold.calls[key] = Call(record["tenant"], expires, 1)
        sums = read_lines(record.get("hold"), True)
        self.fold.hold(call, record["hold"], sums)
        check_instant(expires, "expires")
        if record.get("op") not in OPERATIONS:
            raise broken("op: %s", record.get("op"))
        for name in ("caller", "model"):
            if type(record.get(name)) is not str or not record[name]:
                raise broken("%s: %s (expected: a string)", name, record.get(name))
        policy, plan = record.get("policy"), record.get("plan")
        if type(policy) is not str or not POLICIES[policy]:
            raise broken("policy: %s (expected: SHA-256 in hex)", policy)
        if type(plan) is not list or not plan or any(type(item) is not str or not item for item in plan):
            raise broken("plan: %s", plan)
        if "principal" not in record:
            raise broken("principal is missing")
        self.people(record)

    def people(self, record):
        for name in ("principal", "subject"):
            if name in record:
                value = record[name]
                if type(value) is not str or not PEOPLE[value]:
                    raise broken("%s: %s (expected: hmac:<key id>:<hex>)", name, value)
        if "tags" in record:
            tags = record["tags"]
            need(type(tags) is dict, "tags: %s (expected: a map)", tags)
            for key in tags:
                need(TAG_KEY.fullmatch(key), "tags: key %s", key)

    def call_of(self, record):
        """The call of a record, which is open: its id was a ULID when it was opened."""
        key = record.get("call")
        call = self.fold.calls.get(key) if type(key) is str else None
        if not call:
            need(is_ulid(key), "call: %s (expected: a ULID)", key)
            raise broken("%s: call %s %s", record["type"], key, "has ended" if key in self.called else "was never opened")
        if record["tenant"] != call.tenant:
            raise broken("tenant: %s (expected: %s, as the intent)", record["tenant"], call.tenant)
        return call

    def attempt(self, seq, record):
        call = self.call_of(record)
        number = record.get("attempt")
        # After a pruned start the state file does not tell how many attempts a call had.
        expected = number if call.attempt is None and type(number) is int and number >= 2 else (call.attempt or 1) + 1
        need(type(number) is int and number == expected, "attempt: %s (expected: %d)", number, expected)
        if call.attempt is None and self.resumed is not None:
            self.resumed.append((record["call"], number))
        call.attempt = number
        need(type(record.get("endpoint")) is str, "call.attempt: no endpoint")
        self.extend(seq, record)

    def extend(self, seq, record):
        call = self.call_of(record)
        sums = read_lines(record.get("hold"), True)
        self.fold.hold(call, record["hold"], sums)

    def end(self, record):
        """§3: an end releases all holds of its call, then adds `settle`. True when an account is above its holds."""
        call = self.call_of(record)
        del self.fold.calls[record["call"]]
        self.fold.release(call)
        if self.opening:
            self.opening.discard(record["call"])
        sums = read_lines(record.get("settle"), False)
        self.fold.settle(sums)
        for account, nanos in sums.items():
            if nanos > call.held.get(account, 0):
                return True
        return False

    def outcome(self, seq, record):
        above = self.end(record)
        over = record.get("over", False)
        if type(over) is not bool:
            raise broken("over: %s (expected: true or false)", over)
        if over != above:
            raise broken("settle above the holds without over" if above else "over without a settle above the holds")
        self.over += over
        status = record.get("status")
        if status not in STATUSES:
            raise broken("status: %s", status)
        if status != "ok" and type(record.get("code")) is not str:
            raise broken("call.outcome: %s without code", status)
        if type(record.get("attempts", [])) is not list:
            raise broken("attempts: %s (expected: a list)", record.get("attempts"))

    def orphan(self, seq, record):
        need(self.opening is not None and is_ulid(record.get("call")) and record["call"] in self.opening,
             "call.orphan outside the opening that ends its call")
        need(not self.end(record), "call.orphan: settle above the holds")

    def gap(self, seq, record):
        need(is_count(record.get("calls")), "gap: calls %s", record.get("calls"))
        need("from" in record and "to" in record, "gap: from or to is missing")
        self.fold.settle(read_lines(record.get("settle"), False))

    def adjust(self, seq, record):
        check_unit(record.get("unit"))
        check_account(record.get("account"))
        nanos = signed_nanos(record.get("amount"))
        self.fold.settle({(record["unit"], record["account"]): nanos})
        need("why" in record and "by" in record, "budget.adjust: why or by is missing")

    def decision(self, seq, record):
        need(record.get("decision") in DECISIONS, "decision: %s", record.get("decision"))
        if "call" in record:
            need(is_ulid(record["call"]), "call: %s (expected: a ULID)", record["call"])
            need(record["call"] not in self.called, "decision about call %s, which has an intent", record["call"])
            if self.asked is not None:
                self.asked.append(record["call"])
        self.people(record)

    def incident(self, seq, record):
        key = record.get("call")
        if key is not None:
            need(is_ulid(key), "call: %s (expected: a ULID)", key)
            need(key in self.fold.calls or key not in self.called, "incident: call %s has ended", key)
            if self.asked is not None and key not in self.called:
                self.asked.append(key)

    # -- §8: the registry

    def writer_open(self, seq, record):
        vkey = Vkey(record.get("vkey"))
        origin = record.get("origin")
        match = ORIGIN.fullmatch(origin) if type(origin) is str else None
        need(match and match.group(1) == vkey.name, "writer.open: origin %s (expected: of key %s)", origin, vkey.name)
        self.writers.append((seq, "writer.open", origin, vkey.text, None))

    def writer_seen(self, seq, record):
        origin, size, root = record.get("origin"), record.get("size"), record.get("root")
        need(type(origin) is str and ORIGIN.fullmatch(origin) and is_count(size) and is_hex64(root), "%s: %s", record["type"], record)
        self.writers.append((seq, record["type"], origin, size, bytes.fromhex(root)))


# ---------------------------------------------------------------------------------------------------------------------
# One log: segments (§5), tail or corruption (§7), checkpoints (§6), torn files, tiles, anchoring (§9)
# ---------------------------------------------------------------------------------------------------------------------

SEGMENT = re.compile(r"seg-([0-9]{20})\.log")
SEAL = re.compile(r"seg-([0-9]{20})\.log\.sha256")
LINE_START = re.compile(rb"(?=[0-9a-f]{64} \{)")
MAX_FINDINGS = 100


def read_file(path):
    """The bytes of a file, or None when it does not exist."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


class Stop(Exception):
    """The records cannot be followed any further (already reported)."""


class Log:
    """One epoch folder. `cut` and `forerunner` come from the neighbours of a writer folder (§7, prev_log)."""

    processes = 1                                # --processes
    large = 2**24                                # bytes of segments below which one process is quicker

    def __init__(self, folder, trust, cut=None, forerunner=None, wanted=(), names=None):
        self.folder, self.trust, self.cut, self.forerunner, self.names = folder, trust, cut, forerunner, names
        self.wanted, self.roots = set(wanted), {0: sha256(b"").digest()}
        self.findings, self.pending = [], []
        self.origin = None
        self.records, self.tree = None, Tree()
        self.start = self.next = 0               # first record checked; the seq after the last one
        self.head = "none"
        self.notes, self.half_note, self.newest = [], b"", None
        self.broken, self.rest = None, b""       # why record `next` does not parse, hash or chain; the bytes from there on
        self.unchecked, self.given_unlinked = 0, False
        self.anchored = None
        self.leaves = None
        self.in_part, self.carried = False, set()   # for verify_part; calls that are open where the log begins

    def fail(self, seq, reason):
        if (seq, reason) not in self.findings:
            self.findings.append((seq, reason))

    def attempt(self, seq, rule, *arguments):
        """Run one check; a rule that does not hold becomes a finding at `seq`."""
        try:
            return rule(*arguments)
        except Broken as wrong:
            self.fail(seq, str(wrong))
            return None

    def path(self, name):
        return os.path.join(self.folder, name)

    def verify(self):
        # Checkpoints are read before the records: a log that grows meanwhile then still covers them.
        self.newest = read_file(self.path("checkpoint"))
        notes = read_file(self.path("checkpoints")) or b""
        self.attempt(0, self.load_notes, notes)
        self.wanted.update(note.size for note in self.notes)
        self.wanted.update(note.size for note in self.trust.notes)
        self.wanted.add(self.cut)
        files = sorted(os.listdir(self.folder))
        if os.path.isdir(self.path("tiles")):
            self.leaves = []
        try:
            self.read_segments(files)
        except Stop:
            pass
        self.origin = self.origin or (self.notes[0].origin if self.notes else None)
        self.judge_tail()
        if self.records:
            self.attempt(self.start, self.check_names)
            self.check_notes()
            self.attempt(self.next, self.check_newest)
            self.check_torn(files)
            self.attempt(self.start, self.check_tiles)
            self.anchor()
        return self

    def check_names(self):
        """§1: in a writer folder or below the root, the folder names are the last parts of the origin."""
        if self.names:
            match = ORIGIN.fullmatch(self.origin)
            writer, epoch = self.names
            need(match.group(3) == epoch, "origin %s (expected: epoch %s, as the folder)", self.origin, epoch)
            need(writer is None or match.group(2) == writer, "origin %s (expected: writer %s, as the folder)", self.origin, writer)

    # -- records

    def read_segments(self, files):
        firsts = [int(match.group(1)) for match in map(SEGMENT.fullmatch, files) if match]
        if not firsts:
            self.fail(0, "no segment file")
            return
        self.start = self.next = firsts[0]
        for match in filter(None, map(SEAL.fullmatch, files)):
            if int(match.group(1)) not in firsts and int(match.group(1)) > self.start:
                self.fail(int(match.group(1)), "%s without its segment" % match.group(0))
        if self.cut is None and self.read_in_parts(firsts):
            return
        for first in firsts:
            self.read_file(first, first == firsts[-1])

    def read_file(self, first, is_last):
        """One segment file, its seal (§5) and where its records end."""
        name = "seg-%020d.log" % first
        seal = read_file(self.path(name + ".sha256"))
        data = read_file(self.path(name))
        if self.cut is not None and self.next >= self.cut:
            self.rest += data
            return
        if first != self.next:
            self.fail(self.next, "%s (expected: a segment file from seq %d)" % (name, self.next))
            raise Stop
        is_open = is_last and seal is None
        if not is_open:
            expected = "%s  %s\n" % (sha256(data).hexdigest(), name)
            if seal is None:
                self.fail(first, "%s is not the last segment and has no .sha256" % name)
            elif seal != expected.encode():
                self.fail(first, "%s.sha256 does not match the file" % name)
        self.read_segment(first, data, is_open)
        if self.broken:
            if self.next == first:
                self.fail(self.next, "%s: first record: %s" % (name, self.broken))
            elif not is_open:
                self.fail(self.next, "%s; before the open segment" % self.broken)
            if not is_last:
                raise Stop
        elif not is_open and self.cut is None:
            self.attempt(self.next - 1, self.records.sealed)

    def read_in_parts(self, firsts):
        """Every segment by itself, several at a time. False, with nothing said or changed, unless all hold and fit together:
        then the log is to be read from its beginning, and what that says counts."""
        sizes = [os.path.getsize(self.path("seg-%020d.log" % first)) for first in firsts]
        if len(firsts) < 2 or self.processes < 2 or sum(sizes) < self.large:
            return False
        parts = [(self.folder, self.wanted, self.start, first, following, self.leaves is not None)
                 for first, following in zip(firsts, firsts[1:] + [None])]
        whole = Whole()
        try:
            with concurrent.futures.ProcessPoolExecutor(self.processes) as pool:
                others = [pool.submit(verify_part, *part) for part in parts[1:]]
                try:
                    # This process knows the epoch before, which record 0 is held against.
                    whole.add(verify_part(*parts[0], self.forerunner))
                    while others:
                        whole.add(others.pop(0).result())
                finally:
                    for other in others:
                        other.cancel()
        except Exception:                        # whatever it is, one process says it, at its place
            return False
        whole.give(self)
        return True

    def read_segment(self, first, data, is_open):
        """All lines of a segment, up to its end or to the first one that does not parse, hash or chain (k of §7)."""
        if self.records:
            self.records.begin_segment()
        at, size = 0, len(data)
        while at < size:
            if self.next == self.cut:
                self.rest = data[at:]
                return
            end = data.find(b"\n", at)
            if end < 0:
                if is_open and not data[at:].strip(b"\0") and at > 0:
                    return
                self.stop_at(data, at, "half a line")
                return
            content = data[at + 65:end]
            leaf = leaf_hash(content)
            head = leaf.hex()
            if data[at:at + 65] != b"%b " % head.encode():
                self.stop_at(data, at, "line does not hash")
                return
            try:
                record = parse_json(content)
            except Broken as wrong:
                # A crash cannot make a line whose hash fits: this is never a torn tail.
                self.fail(self.next, str(wrong))
                self.broken, self.rest = str(wrong), data[at:]
                raise Stop
            if self.records is None:
                self.begin(record)
            if type(record.get("seq")) is not int or record["seq"] != self.next or record.get("prev") != self.head:
                self.stop_at(data, at, "line does not chain: seq %s (expected: %d, after %s)"
                             % (show(record.get("seq")), self.next, self.head))
                return
            self.take(record, leaf, head, self.next == first)
            at = end + 1
        if not data:
            self.stop_at(data, 0, "empty file")

    def stop_at(self, data, at, reason):
        self.broken, self.rest = reason, data[at:]

    def begin(self, record):
        """The first record that is checked: it names the log, and at a pruned start (§5) gives tree, state and key."""
        origin = record.get("log")
        if type(origin) is not str or not ORIGIN.fullmatch(origin):
            self.fail(self.next, "log: %s (expected: <domain>/asc/<region>/<writer>/<epoch>)" % show(origin))
            raise Stop
        self.origin = origin
        self.records = Records(origin, self.next)
        if self.in_part:
            self.records.asked, self.records.resumed = [], []
        self.head = sha256(b"asc-audit/v1\n" + origin.encode() + b"\n").hexdigest()
        if self.next > 0:
            try:
                self.begin_pruned(record)
            except Broken as wrong:
                self.fail(self.next, str(wrong))
                raise Stop

    def begin_pruned(self, record):
        need(record.get("type") == "segment.open", "first record of a segment: %s (expected: segment.open)", record.get("type"))
        frontier = record.get("frontier")
        need(type(frontier) is list and all(map(is_hex64, frontier)) and len(frontier) == bin(self.next).count("1"),
             "frontier: %s (expected: one hash per set bit of %d)", frontier, self.next)
        self.tree = Tree(self.next, map(bytes.fromhex, frontier))
        self.roots[self.next] = self.tree.root()
        # An odd size ends in a subtree of one leaf, and that leaf is the H which `prev` names.
        self.head = frontier[-1] if self.next & 1 else record.get("prev")
        need(is_hex64(self.head), "prev: %s (expected: 64 hex digits)", self.head)
        self.records.vkeys = [(self.next - 1, Vkey(record.get("vkey")))]
        data = self.state_file()
        self.use(Fold.of_state_file(data))

    def state_file(self):
        data = read_file(self.path("seg-%020d.state" % self.next))
        need(data is not None, "seg-%020d.state is missing", self.next)
        return data

    def use(self, fold):
        self.records.fold = fold
        self.carried = set(fold.calls)
        self.records.called.update(fold.calls)

    def take(self, record, leaf, head, is_first):
        """One record that hashes and chains."""
        seq = self.next
        try:
            self.records.check(seq, record)
        except Broken as wrong:
            self.fail(seq, str(wrong))
        if is_first:
            self.attempt(seq, self.check_first, seq, record)
        elif record.get("type") == "segment.open":
            self.fail(seq, "segment.open (expected: only first in its segment)")
        self.tree.append(leaf)
        if self.leaves is not None:
            self.leaves.append(leaf)
        self.head = head
        self.next = seq + 1
        if self.next in self.wanted:
            self.roots[self.next] = self.tree.root()

    def check_first(self, seq, record):
        """§5: log.open with its opening state, or segment.open with size, frontier, state, drop and key."""
        if seq == 0:
            if self.records.prev_log is not None:
                self.check_opening_state(record)
            else:
                need(not os.path.exists(self.path("seg-%020d.state" % 0)), "a state file at seq 0 without prev_log")
            return
        need(record.get("type") == "segment.open", "first record of a segment: %s (expected: segment.open)", record.get("type"))
        need(record.get("size") == seq and type(record["size"]) is int, "size: %s (expected: %d)", record.get("size"), seq)
        need(record.get("frontier") == [node.hex() for node in self.tree.frontier], "frontier: does not match the tree")
        in_force = self.records.vkeys[-1][1].text if self.records.vkeys else None
        need(record.get("vkey") == in_force, "vkey: %s (expected: the key in force, %s)", record.get("vkey"), in_force)
        check_instant(record.get("drop"), "drop")
        self.records.fold.drop_ended(record["drop"])
        data = self.state_file()
        need(sha256(data).hexdigest() == record.get("state_sha256"), "state_sha256: does not match the state file")
        need(self.records.fold.state_file() == data, "state file: differs from the fold of the records below seq %d", seq)

    def check_opening_state(self, record):
        """§7: a new epoch starts from the fold of the old records below the cut."""
        data = self.state_file()
        need(sha256(data).hexdigest() == record["state_sha256"], "state_sha256: does not match the state file")
        given = Fold.of_state_file(data)
        need(not given.tenants, "opening state: tenant rows (expected: none)")
        old, prev_log = self.forerunner, self.records.prev_log
        if old is None or old.records is None:
            self.given_unlinked = True
            self.use(given)
            return
        self.use(given)
        need(prev_log["origin"] == old.origin, "prev_log: origin %s (expected: %s)", prev_log["origin"], old.origin)
        need(prev_log["size"] in old.roots, "prev_log: size %d (expected: within the old log of %d records)", prev_log["size"], old.next)
        need(prev_log["root"] == old.roots[prev_log["size"]].hex(), "prev_log: root does not match the old log")
        expected = old.records.fold.opening(set(given.calls))
        need(expected.state_file() == data, "state file: differs from the fold of the old log below %d", prev_log["size"])
        self.use(expected)

    # -- the tail, §7

    def judge_tail(self):
        """Corruption if anything durable lay at or above k; otherwise a torn tail that the next opening cuts."""
        k = self.next
        if self.broken or self.rest:
            reason = self.broken or "records at or above prev_log.size of the next epoch"
            for match in LINE_START.finditer(self.rest):
                line = self.rest[match.start():match.start() + 66 + MAX_RECORD_BYTES].split(b"\n", 1)[0]
                if leaf_hash(line[65:]).hex().encode() != line[:64]:
                    continue
                try:
                    record = parse_json(line[65:])
                except Broken:
                    continue
                dur = record.get("dur")
                if record.get("log") == self.origin and type(dur) is int and dur >= k:
                    self.fail(k, "%s; seq %s below says it was durable" % (reason, show(record.get("seq"))))
                    break
        for note in self.notes:
            if note.size > k:
                self.fail(k, "%s; a checkpoint covers %d records" % (self.broken or "the log ends", note.size))
        if self.newest is not None:
            try:
                note = Note(self.newest)
                if note.size > k:
                    self.fail(k, "%s; the newest checkpoint covers %d records" % (self.broken or "the log ends", note.size))
            except Broken:
                pass                              # reported by check_newest, which needs more context
        if self.cut is None:
            if self.broken:
                self.pending.append(self.broken)
            if self.half_note:
                self.pending.append("half a note")
            if not self.notes:
                self.pending.append("no note yet")
        elif k < self.cut:
            self.fail(k, "%s (expected: %d records, as prev_log of the next epoch says)" % (self.broken or "the log ends", self.cut))

    # -- checkpoints, §6

    def load_notes(self, data):
        self.notes, self.half_note = read_notes(data)

    def check_notes(self):
        known = [vkey for _, vkey in self.records.vkeys] + self.trust.vkeys
        rotations = list(self.records.rotations)
        last = reached = 0
        for note in self.notes:
            if note.origin != self.origin:
                self.fail(note.size, "checkpoint: origin %s (expected: %s)" % (note.origin, self.origin))
                continue
            if note.size < last:
                self.fail(note.size, "checkpoint: size %d after %d (expected: never falls)" % (note.size, last))
            last = note.size
            if note.size < self.start:
                self.unchecked += 1
            elif note.size <= self.next:
                self.attempt(note.size, self.check_note, note, known, rotations)
                reached = note.size
        if self.start and not reached:
            self.fail(self.start, "pruned start: no checkpoint reaches it")

    def check_note(self, note, known, rotations):
        signers = note.signers(known)
        need(note.root == self.roots[note.size], "checkpoint of size %d: root does not match the tree", note.size)
        required = [vkey for seq, vkey in self.records.vkeys if seq < note.size][-1:]
        while rotations and rotations[0][0] < note.size:
            required += rotations.pop(0)[1:]
        need(required, "checkpoint of size %d: no key in force", note.size)
        for vkey in required:
            need(vkey.text in signers, "checkpoint of size %d: no signature by %s+%s", note.size, vkey.name, vkey.id.hex())

    def check_newest(self):
        """§1: `checkpoint` is the newest note; a writer killed between the two writes leaves the one before."""
        if self.newest is not None:
            Note(self.newest)
        stored = [note.raw for note in self.notes]
        if self.newest == (stored[-1] if stored else None):
            return
        before = stored[-2] if len(stored) > 1 else None
        need(self.newest == before, "checkpoint: not the newest note of checkpoints")
        if self.cut is None:
            self.pending.append("checkpoint is one note behind")

    # -- files beside the records

    def check_torn(self, files):
        """§7: every torn file is named by a `recovery` with its length and hash, unless the opening is still to come."""
        recoveries = dict(self.records.recoveries)
        for name in files:
            match = TORN.fullmatch(name)
            if not match:
                continue
            named = recoveries.pop(name, None)
            if named:
                data = read_file(self.path(name))
                if named != (len(data), sha256(data).hexdigest()):
                    self.fail(self.next, "%s: differs from its recovery record" % name)
                continue
            k = int(match.group(1)) if match.group(1) else None
            if k is not None and k > self.next:
                self.fail(self.next, "%s: cut at a record that is gone" % name)
            elif (k is not None and k < self.start) or (k is None and self.start) or self.cut is not None:
                continue                          # its recovery may stand in a pruned segment, or never come (§7, new epoch)
            elif k is not None and self.records.last_start >= k and self.records.opening is None:
                self.fail(self.next, "%s: no recovery names it" % name)
            else:
                self.pending.append("%s awaits its recovery" % name)
        for name in recoveries:
            self.fail(self.next, "%s: named by a recovery, but missing" % name)

    def check_tiles(self):
        """§1: OPTIONAL tiles, C2SP tlog-tiles: `tile/<level>/<N>[.p/<width>]` of 256 hashes each."""
        if self.leaves is None:
            return
        base = self.path(os.path.join("tiles", "tile"))
        base = base if os.path.isdir(base) else self.path("tiles")
        levels = {0: dict(enumerate(self.leaves, self.start))}
        for folder, _, names in sorted(os.walk(base)):
            for name in names:
                parts = os.path.relpath(os.path.join(folder, name), base).split(os.sep)
                text = "/".join(parts)
                match = re.fullmatch(r"([0-9]|[1-5][0-9])/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", text)
                if parts[0] == "entries" or not match:
                    continue
                level, number = int(match.group(1)), int(match.group(2).replace("x", "").replace("/", ""))
                width = int(match.group(3) or 256)
                data = read_file(os.path.join(folder, name))
                need(len(data) == 32 * width, "tile %s: %d bytes (expected: %d)", text, len(data), 32 * width)
                for upper in range(1, level + 1):
                    if upper not in levels:
                        levels[upper] = self.fold_level(levels[upper - 1])
                need((number * 256 + width) * 256**level <= self.next, "tile %s: beyond the log", text)
                for column in range(width):
                    expected = levels[level].get(number * 256 + column)
                    need(expected in (None, data[32 * column:32 * column + 32]), "tile %s: hash %d does not match the tree", text, column)

    @staticmethod
    def fold_level(below):
        """Roots of the complete groups of 256; groups that begin below a pruned start are unknown."""
        above = {}
        for group in {index // 256 for index in below}:
            children = [below.get(group * 256 + column) for column in range(256)]
            if None not in children:
                tree = Tree()
                for child in children:
                    tree.append(child)
                above[group] = tree.root()
        return above

    # -- trust from outside, §6 and §9

    def anchor(self):
        given = [note for note in self.trust.notes if note.origin == self.origin]
        known = [vkey for _, vkey in self.records.vkeys] + self.trust.vkeys
        for note in given:
            self.attempt(note.size, self.anchor_given, note, known)
        trusted = {vkey.text for vkey in self.trust.vkeys if vkey.name == self.records.key_name}
        if not trusted:
            return
        signed = False
        for note in self.notes:
            if note.origin != self.origin or not self.start <= note.size <= self.next:
                continue
            try:
                signers = note.signers(known)
            except Broken:
                continue                          # reported by check_note
            if signers & trusted and self.roots.get(note.size) == note.root:
                signed = True
                self.anchored = max(self.anchored or 0, note.size)
                # A key.rotate under a trusted checkpoint makes its new key trusted for what follows.
                trusted.update(vkey.text for seq, _, vkey in self.records.rotations if seq < note.size)
        if self.notes and not signed:
            self.fail(self.next, "no checkpoint is signed by the given key of %s" % self.records.key_name)

    def anchor_given(self, note, known):
        need(note.size <= self.next, "the log ends at %d (expected: the %d records of a given checkpoint)", self.next, note.size)
        if note.size < self.start:
            self.unchecked += 1
            return
        need(note.root == self.roots[note.size], "given checkpoint of size %d: root does not match the tree", note.size)
        in_force = [vkey for seq, vkey in self.records.vkeys if seq < note.size][-1:]
        need(in_force and in_force[0].text in note.signers(known), "given checkpoint of size %d: not signed by the key in force", note.size)
        self.anchored = max(self.anchored or 0, note.size)

    # -- the report, §9

    def report(self):
        """Print the lines of this log; returns its exit code."""
        origin = self.origin or "?"
        if self.findings:
            for seq, reason in self.findings[:MAX_FINDINGS]:
                print("FAIL log=%s seq=%d %s" % (origin, seq, reason))
            if len(self.findings) > MAX_FINDINGS:
                print("FAIL log=%s seq=%d %d more findings" % (origin, self.next, len(self.findings) - MAX_FINDINGS))
            return 1
        checked = [note.size for note in self.notes if note.size >= self.start]
        line = "ok log=%s records=%d head=%s checkpoint=%s anchored=%s unfinished=%d" % (
            origin, self.next - self.start, self.head, checked[-1] if checked else "none",
            "none" if self.anchored is None else self.anchored, len(self.records.fold.calls) if self.records else 0)
        for name, value in (("unchecked", self.unchecked), ("over", self.records.over if self.records else 0)):
            line += " %s=%d" % (name, value) if value else ""
        print(line + (" prev_log=unchecked" if self.given_unlinked else ""))
        if self.anchored is not None and self.anchored < self.next:
            print("unanchored since seq=%d" % self.anchored)
        if self.pending:
            print("tail from seq=%d" % self.next)
            return 3
        return 0


# ---------------------------------------------------------------------------------------------------------------------
# Several processes: a state file (§5) lets each segment be verified as if the log had been pruned there. The first record
# of the next one is checked with it, so that chain, tree, key and state are known to go on; the rest is put together here.
# ---------------------------------------------------------------------------------------------------------------------

class Part:
    """What is known at the end of a segment that was read by itself and holds."""

    def __init__(self, log, carried):
        records = self.records = log.records
        self.start, self.next, self.head, self.origin = log.start, log.next, log.head, log.origin
        self.broken, self.rest, self.roots, self.leaves = log.broken, log.rest, dict(log.roots), log.leaves
        self.unlinked = log.given_unlinked
        self.opened = records.called - carried
        self.asked, self.resumed = records.asked, records.resumed
        self.attempts = {key: call.attempt for key, call in records.fold.calls.items()}


def verify_part(folder, wanted, start, first, following, with_leaves, forerunner=None):
    """One segment, and the first record of the `following` one. Raises Broken where anything is to be said against them."""
    gc.disable()
    log = Log(folder, Trust(), None, forerunner, wanted)
    log.in_part, log.leaves = True, [] if with_leaves else None
    log.start = log.next = first
    try:
        log.read_file(first, following is None)
    except Stop:
        pass
    need(log.records and not log.findings, "a finding")
    part = Part(log, log.carried if first > start else set())
    if following is not None:
        need(log.broken is None and not log.records.closed and log.records.opening is None, "an end in the middle")
        with open(log.path("seg-%020d.log" % following), "rb") as file:
            line = file.readline()
        log.leaves = None
        log.read_segment(following, line, False)
        need(log.next == following + 1 and not log.findings, "a finding")
        log.records.fold = None                  # only the last is asked for it
    log.records.called, log.records.handlers = set(), None
    return part


class Whole:
    """Parts put together, in the order of their segments. Raises Broken where they do not make a log without findings."""

    def __init__(self):
        self.parts = []
        self.attempts = {}                       # of the calls that are open
        self.last, self.youngest = set(), ""     # the calls that the last part opened; the youngest of those before it

    def add(self, part):
        first = self.parts[0] if self.parts else None
        if first:
            need(part.origin == first.origin and part.start == self.parts[-1].next, "another log")
        self.add_calls(part)
        for call, number in part.resumed:
            need(self.attempts.get(call) in (None, number - 1), "attempt")
        self.attempts = {call: number or self.attempts.get(call) for call, number in part.attempts.items()}
        self.parts.append(part)
        part.opened = part.asked = part.resumed = part.attempts = None

    def add_calls(self, part):
        """No call is opened twice or asked for after its end. Ids begin with their time: those younger than all
        that were opened before the last part need to be compared with that part's alone."""
        new = part.opened | set(part.asked)
        need(not new or min(new) > self.youngest, "calls older than those of the parts before")
        need(new.isdisjoint(self.last), "a call is opened twice")
        self.youngest = max(self.youngest, max(self.last, default=""))
        self.last = part.opened

    def give(self, log):
        """Let the log know what its parts do."""
        last, records = self.parts[-1], self.parts[-1].records
        for part in reversed(self.parts[:-1]):
            earlier = part.records
            records.vkeys = earlier.vkeys + records.vkeys[1:]     # a part begins with the key in force
            records.rotations = earlier.rotations + records.rotations
            records.writers = earlier.writers + records.writers
            records.over += earlier.over
            records.last_start = max(records.last_start, earlier.last_start)
            records.recoveries = {**earlier.recoveries, **records.recoveries}
        records.prev_log, records.first_seq = self.parts[0].records.prev_log, log.start
        log.records, log.origin, log.head, log.next = records, last.origin, last.head, last.next
        log.broken, log.rest, log.given_unlinked = last.broken, last.rest, self.parts[0].unlinked
        for part in self.parts:
            log.roots.update(part.roots)
            if log.leaves is not None:
                log.leaves += part.leaves


# ---------------------------------------------------------------------------------------------------------------------
# Writers (all epochs, §7), the root and the registry (§8)
# ---------------------------------------------------------------------------------------------------------------------

EPOCH = re.compile(r"[1-9][0-9]{0,15}")
WRITER = re.compile(r"[a-z0-9][a-z0-9.-]{0,62}")


class Trust:
    """What the auditor brought along: keys and checkpoints."""

    def __init__(self, vkeys=(), notes=()):
        self.vkeys, self.notes = list(vkeys), list(notes)


def is_log(folder):
    return any(SEGMENT.fullmatch(name) or name in ("checkpoint", "checkpoints") or TORN.fullmatch(name) for name in os.listdir(folder))


def epochs_of(folder):
    """The epoch folders of a writer in order; one without any evidence was never begun."""
    names = [name for name in os.listdir(folder) if EPOCH.fullmatch(name) and os.path.isdir(os.path.join(folder, name))]
    return [name for name in sorted(names, key=int) if is_log(os.path.join(folder, name))]


def cut_named_by(folder):
    """`prev_log.size` of the log in `folder`, or None when it does not say (its own check reports why)."""
    data = read_file(os.path.join(folder, "seg-%020d.log" % 0)) or b""
    line = data.split(b"\n", 1)[0]
    try:
        need(leaf_hash(line[65:]).hex().encode() == line[:64], "line does not hash")
        prev_log = parse_json(line[65:]).get("prev_log")
    except Broken:
        return None
    return prev_log["size"] if type(prev_log) is dict and is_count(prev_log.get("size")) else None


def verify_writer(folder, writer, trust, wanted=None):
    """§7: all epochs of one writer; each ends where the `prev_log` of the next one says."""
    logs, forerunner, epochs = [], None, epochs_of(folder)
    for index, epoch in enumerate(epochs):
        following = epochs[index + 1] if index + 1 < len(epochs) else None
        linked = following is not None and int(following) == int(epoch) + 1
        cut = cut_named_by(os.path.join(folder, following)) if linked else None
        if forerunner is not None and int(epochs[index - 1]) != int(epoch) - 1:
            forerunner = None
        sizes = (wanted or {}).get("%s/%s" % (writer, epoch), ())
        log = Log(os.path.join(folder, epoch), trust, cut, forerunner, sizes, (writer, epoch)).verify()
        logs.append(log)
        forerunner = log
    return logs


def check_registry(registry, logs):
    """§8: every writer the registry knows is there, not shorter than last seen, and nobody else is."""
    by_origin = {log.origin: log for log in logs if log.origin}
    opened = {}
    complete = bool(registry) and registry[0].start == 0 and (registry[0].origin or "").endswith("/1")
    for source in registry:
        for seq, kind, origin, value, root in source.records.writers if source.records else ():
            log = by_origin.get(origin)
            if kind == "writer.open":
                opened[origin] = value
            if log is None:
                source.fail(seq, "%s: log %s is absent" % (kind, origin))
            elif kind == "writer.open":
                first = log.records.vkeys[0][1].text if log.records and log.records.vkeys and log.start == 0 else value
                if first != value:
                    log.fail(0, "log.open: vkey differs from the registry")
            elif value > log.next:
                log.fail(log.next, "the log ends (expected: %d records, as the registry has seen)" % value)
            elif value >= log.start and log.roots.get(value) != root:
                log.fail(value, "root at size %d differs from the one the registry has seen" % value)
    for origin, log in by_origin.items():
        if complete and origin not in opened:
            log.fail(log.start, "the registry does not know this log")


def verify_root(folder, trust):
    """The registry first: it says at which sizes the roots of the others are needed."""
    names = sorted(name for name in os.listdir(folder) if os.path.isdir(os.path.join(folder, name)))
    registry, logs, wanted = [], [], {}
    if "registry" in names:
        registry = verify_writer(os.path.join(folder, "registry"), "registry", trust)
        for log in registry:
            for _, kind, origin, value, _ in log.records.writers if log.records else ():
                if kind != "writer.open":
                    wanted.setdefault("/".join(origin.split("/")[-2:]), set()).add(value)
    for name in names:
        if name != "registry" and WRITER.fullmatch(name):
            logs += verify_writer(os.path.join(folder, name), name, trust, wanted)
    if registry:
        check_registry(registry, logs)
    return registry + logs


def verify_folder(folder, trust):
    """Tell an epoch folder, a writer folder and the root apart by what lies inside."""
    if is_log(folder):
        return [Log(folder, trust).verify()]
    if epochs_of(folder):
        # An auditor may have renamed the folder itself; the epochs inside keep their names.
        return verify_writer(folder, None, trust)
    return verify_root(folder, trust)


# ---------------------------------------------------------------------------------------------------------------------
# Evidence packs: one tenant's records, each with its proof (asc audit export); balances are not checked
# ---------------------------------------------------------------------------------------------------------------------

def root_of(leaf, index, size, hashes):
    """The root an inclusion proof leads to, RFC 9162 section 2.1.3.2; None when it has not the length of a path."""
    node, last = leaf, size - 1
    for other in hashes:
        if last == 0:
            return None
        if index & 1 or index == last:
            node = sha256(b"\x01" + other + node).digest()
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            node = sha256(b"\x01" + node + other).digest()
        index, last = index >> 1, last >> 1
    return node if last == 0 else None


class PackedLog:
    """One `log-<n>` folder of an unpacked pack."""

    def __init__(self, folder, tenant, trust):
        self.folder, self.tenant, self.trust = folder, tenant, trust
        self.anchored = None
        self.records = []

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def verify(self, whole):
        self.note = Note(read_file(self.path("checkpoint")))
        named = read_file(self.path("vkey"))
        need(named.endswith(b"\n"), "vkey: last line without LF")
        own = Vkey(named[:-1].decode("ascii", "replace"))
        need(own.name == self.note.origin.rpartition("/")[0], "vkey: name %s (expected: of %s)", own.name, self.note.origin)
        need(own.text in self.note.signers([own]), "checkpoint is not signed by the log's key")
        for vkey in self.trust.vkeys:
            if vkey.name == own.name:
                need(vkey.text in self.note.signers([vkey]), "checkpoint is not signed by the given key")
                self.anchored = self.note.size
        for given in self.trust.notes:
            if given.origin == self.note.origin:
                need(given.signed == self.note.signed, "checkpoint is not the given one")
                self.anchored = self.note.size
        for name in ("context", "records"):
            for line in read_file(self.path(name)).split(b"\n")[:-1]:
                self.records.append(self.record(line))
            if name == "context":
                self.records = []
        for record in self.records:
            need(record.get("tenant") == self.tenant, "seq=%d tenant %s", record["seq"], record.get("tenant"))
        for before, after in zip(self.records, self.records[1:]):
            need(not whole or after.get("tseq") == before.get("tseq") + 1,
                 "seq=%d tseq %s after %s", after["seq"], after.get("tseq"), before.get("tseq"))

    def record(self, line):
        """§2, §6: the line hashes, and its proof leads to the root of the one checkpoint."""
        leaf, record = leaf_hash(line[65:]), parse_json(line[65:])
        seq = record.get("seq")
        need(is_count(seq), "seq: %s", seq)
        need(line[:65] == leaf.hex().encode() + b" ", "seq=%d line does not hash", seq)
        need(record.get("log") == self.note.origin, "seq=%d log %s", seq, record.get("log"))
        proof = read_file(self.path("proofs", "%d.tlog-proof" % seq))
        need(proof is not None, "seq=%d no proof", seq)
        head, _, checkpoint = proof.partition(b"\n\n")
        need(checkpoint == self.note.raw, "seq=%d a proof under another checkpoint", seq)
        lines = head.decode("utf-8", "replace").split("\n")
        need(lines[:2] == ["c2sp.org/tlog-proof@v1", "index %d" % seq], "seq=%d proof of another record", seq)
        hashes = [base64_decode(text, "hash") for text in lines[2:]]
        need(root_of(leaf, seq, self.note.size, hashes) == self.note.root, "seq=%d proof does not lead to the root", seq)
        return record

    def report(self, whole):
        anchored = "none" if self.anchored is None else self.anchored
        print("ok log=%s tenant=%s records=%d checkpoint=%d anchored=%s state=unchecked"
              % (self.note.origin, self.tenant, len(self.records), self.note.size, anchored))
        if not whole:
            print("%d records of one subject, which no count closes, anchored at %s" % (len(self.records), anchored))
            return
        last = self.records[-1]
        end = "closed by the tally at seq %d" % last["seq"] if last.get("type") == "tenant.tally" else "open at its end"
        print("complete from %d to %d, %s, anchored at %s" % (self.records[0]["tseq"], last["tseq"], end, anchored))


def verify_pack(folder, trust):
    """An unpacked evidence pack. Its manifest is a table of contents and no evidence: only tenant and subject are read."""
    manifest = parse_json(read_file(os.path.join(folder, "manifest.json")), 2**31)
    names = sorted(name for name in os.listdir(folder) if re.fullmatch("log-[0-9]+", name))
    need(names, "no log in %s", folder)
    code, anchored = 0, False
    for name in names:
        log = PackedLog(os.path.join(folder, name), manifest.get("tenant"), trust)
        try:
            log.verify("subject" not in manifest)
            need(log.records, "no records")
            log.report("subject" not in manifest)
            anchored = anchored or log.anchored is not None
        except (Broken, TypeError, AttributeError) as wrong:
            print("FAIL log=%s %s" % (show(name), wrong))
            code = 1
    if (trust.vkeys or trust.notes) and not anchored and code == 0:
        print("FAIL no log of the given key or checkpoint")
        code = 1
    return code


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Verify an ASC audit log (docs/audit-format.md).")
    parser.add_argument("dir", metavar="DIR", help="an epoch folder, a writer folder or the root")
    parser.add_argument("--vkey", action="append", default=[], help="a verifier key obtained from outside")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE", help="a checkpoint obtained from outside")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, metavar="N",
                        help="how many read the segments of a long log (default: one for each processor)")
    options = parser.parse_args(arguments)
    Log.processes = options.processes
    try:
        trust = Trust([Vkey(text) for text in options.vkey])
        for name in options.checkpoint:
            with open(name, "rb") as file:
                trust.notes.append(Note(file.read().rstrip(b"\n") + b"\n"))
        if os.path.exists(os.path.join(options.dir, "manifest.json")):
            return verify_pack(options.dir, trust)
        logs = verify_folder(options.dir, trust)
    except (OSError, Broken) as error:
        print("cannot read: %s" % error, file=sys.stderr)
        return 2
    if not logs:
        print("cannot read: no log in %s" % options.dir, file=sys.stderr)
        return 2
    codes = {log.report() for log in logs}
    origins = {log.origin for log in logs}
    for note in trust.notes:
        if note.origin not in origins:
            print("FAIL log=%s seq=%d the log of a given checkpoint is absent" % (note.origin, note.size))
            codes.add(1)
    for vkey in trust.vkeys:
        if not any(origin and origin.rpartition("/")[0] == vkey.name for origin in origins):
            print("FAIL log=%s seq=0 no log of the given key" % vkey.name)
            codes.add(1)
    return 1 if 1 in codes else max(codes)


if __name__ == "__main__":
    gc.disable()                                 # records hold no cycles, so there is nothing to look for
    sys.exit(main())
