#!/usr/bin/env python3
"""Tests of verify.py, and a writer of small fixture logs that shares no code with it.

    python3 test_verify.py              run the tests
    python3 test_verify.py --write DIR  write a good root (two epochs, a second writer, a registry) for other verifiers' tests
    python3 test_verify.py --speed N    verify a log of about N records and print records per second
"""

import base64
import concurrent.futures
import contextlib
import copy
import gc
import hashlib
import io
import json
import os
import pickle
import random
import shutil
import sys
import tempfile
import time
import unittest
from unittest import mock
from decimal import Decimal

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import verify  # noqa: E402


# ---------------------------------------------------------------------------------------------------------------------
# Ed25519 signing after the sample code of RFC 8032 section 6 (affine coordinates, slow, obvious)
# ---------------------------------------------------------------------------------------------------------------------

Q = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, Q) % Q
BASE_Y = 4 * pow(5, -1, Q) % Q
BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202


def edwards(a, b):
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + t, -1, Q) % Q, (y1 * y2 + x1 * x2) * pow(1 - t, -1, Q) % Q)


def multiply(scalar, point=(BASE_X, BASE_Y)):
    result = (0, 1)
    while scalar:
        if scalar & 1:
            result = edwards(result, point)
        point = edwards(point, point)
        scalar >>= 1
    return result


def encode(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


class SigningKey:
    def __init__(self, seed):
        digest = hashlib.sha512(seed).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
        self.prefix = digest[32:]
        self.public = encode(multiply(self.scalar))

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % ORDER
        point = encode(multiply(r))
        k = int.from_bytes(hashlib.sha512(point + self.public + message).digest(), "little") % ORDER
        return point + ((r + k * self.scalar) % ORDER).to_bytes(32, "little")

    def key_id(self, name):
        return hashlib.sha256(name.encode() + b"\n\x01" + self.public).digest()[:4]

    def vkey(self, name):
        return "%s+%s+%s" % (name, self.key_id(name).hex(), base64.b64encode(b"\x01" + self.public).decode())


# ---------------------------------------------------------------------------------------------------------------------
# A tiny writer of logs: recomputes everything from its list of records, every time
# ---------------------------------------------------------------------------------------------------------------------

def jcs(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def merkle(leaves):
    """RFC 6962 section 2.1, as the text has it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + merkle(leaves[:k]) + merkle(leaves[k:])).digest()


def frontier(leaves):
    hashes, at = [], 0
    for bit in reversed(range(len(leaves).bit_length())):
        if len(leaves) >> bit & 1:
            hashes.append(merkle(leaves[at:at + 2**bit]).hex())
            at += 2**bit
    return hashes


def plain(amount):
    text = format(amount, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def crockford(number):
    return "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[number >> 5 * i & 31] for i in reversed(range(26)))


ACME = "tenant/acme/2026-11~2026-12-01T00:00:00Z"
HOUR = "tenant/acme/2026-11-21T10~2026-11-21T11:00:00Z"
TEAM = "tenant/globex/team/r%20d/total~always"
NOW = "tenant/acme/now~always"


def line(unit, amount, *accounts):
    return {"unit": unit, "amount": amount, "accounts": list(accounts)}


class Pen:
    """Writes one log. `add` appends a record, `checkpoint` signs, `seal` closes the segment and begins the next."""

    def __init__(self, folder, writer="gw-1", epoch=1, seed=b"\1" * 32, forerunner=None, cut=None, kept=()):
        os.makedirs(folder)
        self.folder, self.key = folder, SigningKey(seed)
        self.name = "aiarco.example/asc/eu-central/" + writer
        self.origin = "%s/%d" % (self.name, epoch)
        self.random = random.Random(self.origin)
        self.records, self.leaves, self.tseq = [], [], {}
        self.first, self.millis, self.entropy = 0, 1795255200000, 0
        self.head = hashlib.sha256(("asc-audit/v1\n%s\n" % self.origin).encode()).hexdigest()
        self.opening, self.drops, self.durable, self.calls = [], [], -1, 0
        opened = {"vkey": self.key.vkey(self.name), "version": "test"}
        if forerunner:
            cut = len(forerunner.records) if cut is None else cut
            opened["prev_log"] = {"origin": forerunner.origin, "size": cut, "root": merkle(forerunner.leaves[:cut]).hex()}
            self.opening = forerunner.opening_state(cut, kept)
            opened["state_sha256"] = self.write_state()
        self.add("log.open", **opened)
        self.add("process.start", boot="b", version="test", clean=False)

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, data, mode="wb"):
        with open(self.path(name), mode) as file:
            file.write(data)

    @property
    def segment(self):
        return "seg-%020d.log" % self.first

    def add(self, kind, tenant=None, **keys):
        self.entropy += 1
        if self.random.random() < 0.5:
            self.millis, self.entropy = self.millis + 7, self.random.getrandbits(70)
        record = dict(v=1, log=self.origin, seq=len(self.records), prev=self.head, dur=self.durable,
                      id=crockford(self.millis << 80 | self.entropy), n="%032x" % self.random.getrandbits(128),
                      ts="2026-11-21T10:00:00.%06dZ" % (len(self.records) % 1000000), type=kind, **keys)
        if tenant:
            record["tenant"], record["tseq"] = tenant, self.tseq.get(tenant, 0)
            self.tseq[tenant] = record["tseq"] + 1
        return self.put(record)

    def put(self, record):
        content = jcs(record)
        leaf = hashlib.sha256(b"\0" + content).digest()
        self.records.append(record)
        self.leaves.append(leaf)
        self.head = leaf.hex()
        self.write(self.segment, self.head.encode() + b" " + content + b"\n", "ab")
        return record

    def intent(self, hold, tenant="acme", call_id=None, **keys):
        self.calls += 1
        call = call_id or crockford(self.millis << 80 | self.random.getrandbits(80))
        keys = dict(dict(op="chat", caller="key-1", principal="hmac:k1:00ff", model="gpt", policy="ab" * 32,
                         plan=["openai/gpt@eu"], expires="2026-11-21T11:00:00Z", tags={"app": "caf\u00e9 \U0001f600"}), **keys)
        self.add("call.intent", tenant, call=call, hold=hold, **keys)
        return call

    def outcome(self, call, settle, tenant="acme", **keys):
        self.add("call.outcome", tenant, call=call, settle=settle, **dict({"status": "ok", "attempts": []}, **keys))

    def fold(self, size):
        """(account rows, call rows, tenant rows) below `size`, from scratch."""
        accounts, calls, tenants, drop = {}, {}, {}, ""
        for row in self.opening:
            if row["k"] == "account":
                accounts[row["unit"], row["id"]] = [Decimal(row["settled"]), Decimal(row["open"])]
            elif row["k"] == "call":
                calls[row["call"]] = row

        def move(lines, column, sign):
            for item in lines:
                for account in item["accounts"]:
                    accounts.setdefault((item["unit"], account), [Decimal(0), Decimal(0)])[column] += sign * Decimal(item["amount"])

        for record in self.records[:size] + [{"type": "end", "drop": d, "seq": s} for s, d in self.drops if s == size]:
            kind = record["type"]
            if "tenant" in record:
                tenants[record["tenant"]] = record["tseq"] + 1
            if "drop" in record:
                drop = max(drop, record["drop"])
                accounts = {k: v for k, v in accounts.items() if v[1] or k[1].endswith("always") or k[1].split("~")[1] > drop}
            if kind == "call.intent":
                calls[record["call"]] = {"k": "call", "call": record["call"], "tenant": record["tenant"],
                                         "expires": record["expires"], "hold": []}
            if "hold" in record:
                calls[record["call"]]["hold"] = calls[record["call"]]["hold"] + record["hold"]
                move(record["hold"], 1, 1)
            if kind in ("call.outcome", "call.orphan"):
                move(calls.pop(record["call"])["hold"], 1, -1)
            if "settle" in record:
                move(record["settle"], 0, 1)
            if kind == "budget.adjust":
                move([line(record["unit"], record["amount"], record["account"])], 0, 1)
        return accounts, calls, tenants

    def opening_state(self, cut, kept):
        accounts, calls, _ = self.fold(cut)
        rows = [call for key, call in calls.items() if key in kept]
        stay = {}
        for call in rows:
            for item in call["hold"]:
                for account in item["accounts"]:
                    stay[item["unit"], account] = stay.get((item["unit"], account), 0) + Decimal(item["amount"])
        for key, (settled, held) in accounts.items():
            left = Decimal(stay.get(key, 0))
            rows.append({"k": "account", "unit": key[0], "id": key[1], "open": plain(left),
                         "settled": plain(settled + (0 if key[0] == "par" else held - left))})
        return rows

    def write_state(self):
        accounts, calls, tenants = self.fold(len(self.records))
        rows = [{"k": "account", "unit": u, "id": i, "settled": plain(s), "open": plain(o)} for (u, i), (s, o) in accounts.items()]
        rows += list(calls.values()) + [{"k": "tenant", "tenant": t, "next": n} for t, n in tenants.items()]
        data = b"".join(sorted(jcs(row) + b"\n" for row in rows))
        self.write("seg-%020d.state" % len(self.records), data)
        return hashlib.sha256(data).hexdigest()

    def note(self, size=None, keys=()):
        size = len(self.records) if size is None else size
        text = "%s\n%d\n%s\n" % (self.origin, size, base64.b64encode(merkle(self.leaves[:size])).decode())
        blobs = [base64.b64encode(key.key_id(self.name) + key.sign(text.encode())).decode() for key in (self.key,) + tuple(keys)]
        return (text + "\n" + "".join("\u2014 %s %s\n" % (self.name, blob) for blob in blobs)).encode()

    def checkpoint(self, keys=()):
        note = self.note(None, keys)
        self.write("checkpoints", note + b"\n", "ab")
        self.write("checkpoint", note)
        self.durable = len(self.records) - 1

    def seal(self, drop="2026-11-21T00:00:00Z", tally=True):
        tenants = sorted({r["tenant"] for r in self.records[self.first:] if "tenant" in r})
        for tenant in tenants if tally else ():
            self.add("tenant.tally", tenant)
        with open(self.path(self.segment), "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        self.write(self.segment + ".sha256", ("%s  %s\n" % (digest, self.segment)).encode())
        self.checkpoint()
        self.first = len(self.records)
        self.drops.append((self.first, drop))
        self.add("segment.open", size=self.first, frontier=frontier(self.leaves), state_sha256=self.write_state(),
                 drop=drop, vkey=self.key.vkey(self.name))

    def rotate(self, seed):
        old, self.key = self.key, SigningKey(seed)
        self.add("key.rotate", vkey=self.key.vkey(self.name))
        return old


def dozen(folder):
    """Twelve records in one open segment; the checkpoint covers all but the last four."""
    pen = Pen(folder)
    a = pen.intent([line("USD", "0.5", ACME, TEAM), line("par", "1", NOW)])
    pen.add("call.attempt", "acme", call=a, attempt=2, endpoint="openai/gpt@us", hold=[])
    pen.outcome(a, [line("USD", "0.1234", ACME, TEAM)])
    pen.add("decision", "globex", decision="denied", code="policy", tags={"a": "b\\\"\n"})
    b = pen.intent([line("tok", "1200", HOUR)])
    pen.add("call.hold", "acme", call=b, hold=[line("tok", "300", HOUR)])
    pen.checkpoint()
    pen.outcome(b, [line("tok", "1600", HOUR)], over=True, status="failed", code="provider")
    pen.add("budget.adjust", "acme", unit="USD", account=ACME, amount="-1.5", why="refund", by="ops")
    pen.intent([line("USD", "2", ACME)])
    pen.add("some.future.type", anything={"deep": [1, True, "x"]})
    return pen


def long_log(folder, **keys):
    """Three segments, a key rotation, a recovery with an orphan, a gap, tenants in two segments."""
    pen = dozen(folder) if not keys else Pen(folder, **keys)
    pen.seal()
    c = pen.intent([line("USD", "1", ACME)], "globex")
    pen.checkpoint()
    torn = b"half a li"
    pen.write("torn-%d-1.bin" % len(pen.records), torn)
    name = "torn-%d-1.bin" % len(pen.records)
    open_calls = pen.fold(len(pen.records))[1]
    pen.add("process.start", boot="c", version="test", clean=False)
    pen.add("recovery", file=name, len=len(torn), sha256=hashlib.sha256(torn).hexdigest())
    for call in open_calls.values():
        pen.add("call.orphan", call["tenant"], call=call["call"], settle=[i for i in call["hold"] if i["unit"] != "par"])
    old = pen.rotate(b"\2" * 32)
    pen.add("gap", "acme", calls=3, settle=[line("USD", "0.000000001", ACME)], **{"from": "x", "to": "y"})
    pen.checkpoint((old,))
    pen.intent([line("USD", "4", ACME), line("par", "1", NOW)])
    pen.seal("2026-11-21T12:00:00Z")
    pen.add("tick")
    pen.checkpoint()
    assert c
    return pen


def root(folder):
    """Writer gw-1 with two epochs, gw-2 with one, and the registry that knows them."""
    first = long_log(os.path.join(folder, "gw-1", "1"))
    kept = list(first.fold(len(first.records))[1])[:1]
    second = Pen(os.path.join(folder, "gw-1", "2"), epoch=2, seed=b"\3" * 32, forerunner=first, kept=kept)
    second.outcome(kept[0], [line("USD", "3", ACME)])
    second.checkpoint()
    other = Pen(os.path.join(folder, "gw-2", "1"), "gw-2", seed=b"\4" * 32)
    other.checkpoint()
    registry = Pen(os.path.join(folder, "registry", "1"), "registry", seed=b"\5" * 32)
    for pen in (first, second, other):
        registry.add("writer.open", origin=pen.origin, vkey=pen.records[0]["vkey"])
        registry.add("writer.seen", origin=pen.origin, size=2, root=merkle(pen.leaves[:2]).hex())
    registry.checkpoint()
    return first, second, other, registry


# ---------------------------------------------------------------------------------------------------------------------
# Tests
# ---------------------------------------------------------------------------------------------------------------------

class InThisProcess:
    """Stands for a pool of processes: what goes in and comes out is copied as it is between two."""
    taken = 0                                    # parts that held

    def __init__(self, processes):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *wrong):
        pass

    def submit(self, work, *arguments):
        future = concurrent.futures.Future()
        try:
            future.set_result(pickle.loads(pickle.dumps(work(*pickle.loads(pickle.dumps(arguments))))))
            InThisProcess.taken += 1
        except verify.Broken as wrong:
            future.set_exception(wrong)
        return future


class Case(unittest.TestCase):
    def setUp(self):
        self.base = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.base)
        self.dir = os.path.join(self.base, "log")

    def run_verifier(self, *arguments, folder=None):
        """What the verifier says, whether or not every segment is read by itself."""
        seen = []
        for executor, processes in ((None, "1"), (InThisProcess, "2")):
            out = io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out), \
                    mock.patch("concurrent.futures.ProcessPoolExecutor", executor), mock.patch("verify.Log.large", 0):
                code = verify.main([folder or self.dir, "--processes", processes] + list(arguments))
            seen.append((code, out.getvalue()))
        self.assertEqual(*seen)
        return seen[0]

    def expect(self, code, text="", *arguments, folder=None):
        seen, out = self.run_verifier(*arguments, folder=folder)
        self.assertEqual((code, True), (seen, text in out), out)
        return out

    def read(self, name):
        with open(os.path.join(self.dir, name), "rb") as file:
            return file.read()

    def write(self, name, data):
        with open(os.path.join(self.dir, name), "wb") as file:
            file.write(data)


class Ed25519(unittest.TestCase):
    # RFC 8032 section 7.1, tests 1 to 3: seed, public key, message, signature.
    VECTORS = [
        ("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
         "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        ("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
         "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        ("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
         "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ]

    def test_rfc_8032_vectors(self):
        for seed, public, message, signature in self.VECTORS:
            public, message, signature = map(bytes.fromhex, (public, message, signature))
            self.assertTrue(verify.ed25519_verify(public, message, signature))
            self.assertEqual(signature, SigningKey(bytes.fromhex(seed)).sign(message))
            self.assertFalse(verify.ed25519_verify(public, message + b"x", signature))
            for at in range(0, 64, 7):
                bad = signature[:at] + bytes([signature[at] ^ 1]) + signature[at + 1:]
                self.assertFalse(verify.ed25519_verify(public, message, bad))

    def test_s_above_the_order_is_refused(self):
        _, public, message, signature = self.VECTORS[0]
        s = int.from_bytes(bytes.fromhex(signature)[32:], "little") + ORDER
        self.assertFalse(verify.ed25519_verify(bytes.fromhex(public), b"", bytes.fromhex(signature)[:32] + s.to_bytes(32, "little")))

    def test_y_above_p_is_no_key(self):
        with self.assertRaises(verify.Broken):
            verify.point_decode((2**255 - 18).to_bytes(32, "little"))


class MerkleTree(unittest.TestCase):
    # The eight leaves and roots of the RFC 6962 reference test (certificate-transparency, merkletree).
    LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    ROOTS = ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
             "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
             "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
             "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
             "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
             "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
             "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"]

    def test_reference_roots(self):
        tree = verify.Tree()
        self.assertEqual(hashlib.sha256(b"").digest(), tree.root())
        for leaf, expected in zip(self.LEAVES, self.ROOTS):
            tree.append(verify.leaf_hash(bytes.fromhex(leaf)))
            self.assertEqual(expected, tree.root().hex())

    def test_frontier_agrees_with_the_recursive_definition(self):
        tree, leaves = verify.Tree(), []
        for i in range(130):
            self.assertEqual((frontier(leaves), merkle(leaves)), ([h.hex() for h in tree.frontier], tree.root()))
            leaves.append(hashlib.sha256(b"%d" % i).digest())
            tree.append(leaves[-1])


class Notes(Case):
    def test_malformed_vkeys_are_refused(self):
        good = SigningKey(b"\1" * 32).vkey("a.example/asc/eu/gw-1")
        name, key_id, key = good.split("+", 2)
        self.assertEqual(name, verify.Vkey(good).name)
        for text in (None, "", name, name + "+" + key_id, "+".join((name, "00000000", key)), "+".join((name, key_id.upper() + "x", key)),
                     "+".join((name, key_id, key + "=")), "+".join((name, key_id, key[:-4])), "+".join(("b", key_id, key)),
                     "+".join((name, key_id, "Ag" + key[2:])), "+".join((name, key_id, "\u00e9"))):
            with self.assertRaises(verify.Broken, msg=text):
                verify.Vkey(text)

    def test_malformed_notes_are_refused(self):
        good = Pen(self.dir).note()
        origin, size, root_hash, _, signature, _ = good.decode().split("\n")
        self.assertEqual(2, verify.Note(good).size)
        for lines in ([origin, "02", root_hash, "", signature], [origin, "0", root_hash, "", signature], [origin, "-1", root_hash, "", signature],
                      [origin, str(2**53), root_hash, "", signature], ["x", size, root_hash, "", signature], [origin, size, "AAAA", "", signature],
                      [origin, size, root_hash[:-2] + "B=", "", signature], [origin, size, root_hash, "more", "", signature],
                      [origin, size, root_hash, ""], [origin, size, root_hash, "", signature[1:]], [origin, size, root_hash, "", signature + " x"],
                      [origin, size, root_hash, "", "\u2014 x AAAA"], [origin, size, root_hash, "", "\u2014 x+y " + signature.split(" ")[2]]):
            with self.assertRaises(verify.Broken, msg=lines):
                verify.Note(("\n".join(lines) + "\n").encode())
        for raw in (good[:-1], b"\xff" + good, b""):
            with self.assertRaises(verify.Broken, msg=raw):
                verify.Note(raw)


class StateRows(unittest.TestCase):
    def test_malformed_state_files_are_refused(self):
        account = b'{"id":"a/total~always","k":"account","open":"0","settled":"-1","unit":"USD"}\n'
        tenant = b'{"k":"tenant","next":3,"tenant":"acme"}\n'
        self.assertEqual(account + tenant, verify.Fold.of_state_file(account + tenant).state_file())
        for data in (account[:-1], tenant + account, account + account, account.replace(b'"0"', b'"1"'), account.replace(b'"0"', b'"0.0"'),
                     account.replace(b"USD", b"usd"), account.replace(b"total", b"sometime"), tenant.replace(b"3", b"-3"), tenant.replace(b"tenant", b"x"),
                     account.replace(b'"id"', b' "id"'), b'{"call":"x","expires":"2026-11-21T11:00:00Z","hold":[],"k":"call","tenant":"a"}\n',
                     b'{"call":"01M7YRRT8700Z12239JVTZ8Z7F","expires":"soon","hold":[],"k":"call","tenant":"a"}\n'):
            with self.assertRaises(verify.Broken, msg=data):
                verify.Fold.of_state_file(data)


class Subset(unittest.TestCase):
    def test_refused(self):
        for raw in (b'{"a":null}', b'{"a":1.0}', b'{"a":1e3}', b'{"a":9007199254740992}', b'{"a":1,"a":2}', b'{"a":{"b":1,"\\u0062":2}}',
                    b'{"\xc3\xa9":1}', b'{"a":"\\ud800"}', b'{"a":"\xff"}', b'{"a":"\xed\xa0\x80"}', b'[]', b'{"a":-0}', b'{"a":NaN}',
                    b'{"a":01}', b'{"a": 1}', b'{"a":1} ', b'{"a":1}{}', b'\xef\xbb\xbf{}', b'{"a":"\x01"}', b'{"a":"\\x"}', b'',
                    b'{"a":"' + b"x" * 16384 + b'"}', b'{"a":' + b"[" * 5000 + b"]" * 5000 + b'}', b'{"\\u00e9":1}', b'{"a":Infinity}'):
            with self.assertRaises(verify.Broken, msg=raw[:40]):
                verify.parse_json(raw)

    def test_accepted(self):
        for raw in (b'{}', b'{"b":1,"a":-9007199254740991}', b'{"a":"\\ud83d\\ude00 null \xc3\xa9","":[true,false,{}]}'):
            verify.parse_json(raw)


class Grammars(unittest.TestCase):
    def test_amounts(self):
        for text in ("0", "12", "0.0012", "123456789012345678901234567890.000000001"):
            self.assertEqual(text, verify.amount_text(verify.amount_nanos(text)))
        for text in ("", "00", "01", "1.0", "1.", ".5", "-1", "-0", "1e3", "0.0000000001", "+1", 1, None, "1 ", "\u0661"):
            with self.assertRaises(verify.Broken, msg=text):
                verify.amount_nanos(text)
        self.assertEqual(-1500000000, verify.signed_nanos("-1.5"))
        with self.assertRaises(verify.Broken):
            verify.signed_nanos("-0")

    def test_accounts(self):
        for text in (ACME, HOUR, TEAM, NOW, "a/2026~always", "a/2026-11-21~2026-11-22T00:00:00Z", "a/2026-11-21T10:01~2026-11-21T10:02:00Z"):
            verify.check_account(text)
        for text in ("", "acme", "2026~always", "A/2026~always", "a//2026~always", "/2026~always", "a/2026", "a/2026~never", "a/2026-13~always",
                     "a/2026-02-30~always", "a/2026-11-21T24~always", "a/2026-11-21T10:60~always", "a/2026~2026-12-01", "a%2f/2026~always",
                     "a%61/2026~always", "a/2026~2026-12-01T00:00:00.0Z", "a" * 90 + "/total~always", "a b/total~always", None):
            with self.assertRaises(verify.Broken, msg=text):
                verify.check_account(text)

    def test_hold_lists(self):
        verify.read_lines([], True)
        for lines in (None, [None], [line("usd", "1", ACME)], [line("USD", 1, ACME)],
                      [line("USD", "1", ACME, ACME)], [{"unit": "USD", "amount": "1"}],
                      [line("USD", "1")] * 9, [line("USD", "1", *["a%d/total~always" % i for i in range(65)])]):
            with self.assertRaises(verify.Broken, msg=lines):
                verify.read_lines(lines, True)
        with self.assertRaises(verify.Broken):
            verify.read_lines([line("par", "1", NOW)], False)


class GoodLogs(Case):
    def test_dozen_records_hold(self):
        pen = dozen(self.dir)
        out = self.expect(0)
        self.assertEqual("ok log=%s records=12 head=%s checkpoint=8 anchored=none unfinished=1 over=1\n" % (pen.origin, pen.head), out)

    def test_segments_state_rotation_and_recovery_hold(self):
        long_log(self.dir)
        before = InThisProcess.taken
        self.expect(0, "unfinished=1")
        self.assertGreater(InThisProcess.taken, before, "no segment was read by itself")

    def test_calls_that_are_open_at_a_seal_go_on_behind_it(self):
        pen = Pen(self.dir)
        call = pen.intent([line("USD", "1", ACME)])
        pen.add("call.attempt", "acme", call=call, attempt=2, endpoint="openai/gpt@us", hold=[])
        pen.seal()
        pen.seal()
        pen.add("call.attempt", "acme", call=call, attempt=3, endpoint="openai/gpt@us", hold=[])
        pen.outcome(call, [line("USD", "1", ACME)])
        pen.checkpoint()
        before = InThisProcess.taken
        self.expect(0)
        self.assertEqual(InThisProcess.taken, before + 2)

    def test_empty_space_is_no_tail(self):
        pen = dozen(self.dir)
        self.write(pen.segment, self.read(pen.segment) + b"\0" * 4096)
        self.expect(0)

    def test_pruned_log_starts_from_its_state(self):
        pen = long_log(self.dir)
        for name in os.listdir(self.dir):
            if name.startswith("seg-%020d" % 0):
                os.remove(os.path.join(self.dir, name))
        out = self.expect(0, "unchecked=1")
        self.assertIn(pen.head, out)

    def test_anchoring(self):
        pen = dozen(self.dir)
        given = os.path.join(self.base, "given")
        with open(given, "wb") as file:
            file.write(pen.note(5))
        out = self.expect(0, "anchored=5", "--checkpoint", given)
        self.assertIn("unanchored since seq=5\n", out)
        self.expect(0, "anchored=8", "--vkey", pen.key.vkey(pen.name))
        self.expect(1, "no checkpoint is signed", "--vkey", SigningKey(b"\7" * 32).vkey(pen.name))
        pen.put(dict(pen.records[-1]))
        with open(given, "wb") as file:
            file.write(pen.note())
        shutil.rmtree(self.dir)
        dozen(self.dir)
        self.expect(1, "given checkpoint", "--checkpoint", given)

    def test_trust_follows_the_rotation(self):
        pen = long_log(self.dir)
        self.expect(0, "anchored=%d" % len(pen.records), "--vkey", SigningKey(b"\1" * 32).vkey(pen.name))

    def test_root_with_epochs_and_registry(self):
        root(self.dir)
        out = self.expect(0)
        self.assertEqual(4, out.count("ok log="))
        self.expect(0, folder=os.path.join(self.dir, "gw-1"))
        self.expect(0, "prev_log=unchecked", folder=os.path.join(self.dir, "gw-1", "2"))

    def test_seal_that_a_crash_interrupted_is_done_again(self):
        pen = Pen(self.dir)
        call = pen.intent([line("USD", "1", ACME)])
        pen.add("tenant.tally", "acme")
        pen.add("process.start", boot="c", version="test", clean=False)
        pen.add("call.orphan", "acme", call=call, settle=[line("USD", "1", ACME)])
        pen.seal()
        self.expect(0)

    def test_same_log_opened_again_after_its_close(self):
        pen = Pen(self.dir)
        pen.add("log.close")
        pen.checkpoint()
        pen.add("process.start", boot="c", version="test", clean=True)
        self.expect(0)
        pen.add("log.close")
        pen.add("tick")
        self.expect(1, "after log.close")

    def test_old_records_at_or_above_the_cut_are_no_evidence(self):
        first = dozen(os.path.join(self.dir, "1"))
        Pen(os.path.join(self.dir, "2"), epoch=2, forerunner=first, cut=11, seed=b"\3" * 32).checkpoint()
        first.write(first.segment, b"half a line", "ab")
        self.expect(0, "records=11 ")

    def test_cut_below_a_signed_checkpoint_is_loss(self):
        first = dozen(os.path.join(self.dir, "1"))
        Pen(os.path.join(self.dir, "2"), epoch=2, forerunner=first, cut=7, seed=b"\3" * 32).checkpoint()
        self.expect(1, "checkpoint covers 8 records")

    def test_tiles(self):
        pen = Pen(self.dir)
        for _ in range(300):
            pen.add("tick")
        pen.checkpoint()
        os.makedirs(os.path.join(self.dir, "tiles", "tile", "0", "001.p"))
        os.makedirs(os.path.join(self.dir, "tiles", "tile", "1", "000.p"))
        tiles = {"tiles/tile/0/000": b"".join(pen.leaves[:256]), "tiles/tile/0/001.p/40": b"".join(pen.leaves[256:296]),
                 "tiles/tile/1/000.p/1": merkle(pen.leaves[:256])}
        for name, data in tiles.items():
            self.write(name, data)
        self.expect(0)
        for name, data in tiles.items():
            self.write(name, data[:-1] + bytes([data[-1] ^ 1]))
            self.expect(1, "does not match the tree")
            self.write(name, data)

    def test_cannot_read(self):
        self.expect(2, folder=os.path.join(self.base, "nowhere"))
        self.expect(2, folder=self.base)


class Damage(Case):
    def damaged(self, name, make):
        """Exit codes after `make(bytes)` for each variant it yields."""
        good = self.read(name)
        for label, data in make(good):
            self.write(name, data)
            yield label, self.run_verifier()
        self.write(name, good)

    def flips(self, data):
        rng = random.Random(1)
        for at in range(len(data)):
            yield at, data[:at] + bytes([data[at] ^ (1 << rng.randrange(8))]) + data[at + 1:]

    def test_every_flip_in_the_records_is_found(self):
        pen = dozen(self.dir)
        lines = self.read(pen.segment).split(b"\n")
        covered = sum(len(text) + 1 for text in lines[:8])
        for at, (code, out) in self.damaged(pen.segment, self.flips):
            self.assertEqual(1 if at < covered else 3, code, "flip at %d: %s" % (at, out))

    def test_every_flip_in_the_checkpoints_is_found(self):
        dozen(self.dir)
        for name in ("checkpoints", "checkpoint"):
            for at, (code, out) in self.damaged(name, self.flips):
                self.assertIn(code, (1, 3), "%s: flip at %d: %s" % (name, at, out))

    def test_every_flip_in_seals_states_and_torn_files_is_found(self):
        long_log(self.dir)
        names = [name for name in os.listdir(self.dir) if name.endswith((".sha256", ".state", ".bin"))]
        self.assertEqual(5, len(names))
        for name in names:
            for at, (code, out) in self.damaged(name, lambda data: list(self.flips(data))[::5]):
                self.assertEqual(1, code, "%s: flip at %d: %s" % (name, at, out))

    def test_sampled_flips_in_sealed_segments_are_found(self):
        pen = long_log(self.dir)
        for name in os.listdir(self.dir):
            if name.endswith(".log") and name != pen.segment:
                for at, (code, out) in self.damaged(name, lambda data: list(self.flips(data))[::61]):
                    self.assertEqual(1, code, "%s: flip at %d: %s" % (name, at, out))

    def test_every_truncation_is_a_tail_or_found(self):
        pen = dozen(self.dir)
        data = self.read(pen.segment)
        ends = [at + 1 for at in range(len(data)) if data[at] == 10]
        for at in list(range(0, len(data), 13)) + ends[:-1]:
            self.write(pen.segment, data[:at])
            code, out = self.run_verifier()
            self.assertEqual(1 if at < ends[7] else 0 if at in ends else 3, code, "cut at %d: %s" % (at, out))

    def test_half_a_line_is_a_tail(self):
        pen = dozen(self.dir)
        self.write(pen.segment, self.read(pen.segment)[:-9])
        self.expect(3, "tail from seq=11")

    def test_half_a_note_is_a_tail(self):
        pen = dozen(self.dir)
        self.write("checkpoints", self.read("checkpoints") + pen.note()[:50])
        self.expect(3, "tail from seq=12")

    def test_no_note_yet_is_a_tail(self):
        Pen(self.dir)
        self.expect(3, "tail from seq=2")

    def test_torn_file_without_recovery_is_a_tail(self):
        dozen(self.dir)
        self.write("torn-12-1.bin", b"x")
        self.expect(3, "tail from seq=12")
        os.rename(os.path.join(self.dir, "torn-12-1.bin"), os.path.join(self.dir, "torn-1-1.bin"))
        self.expect(1, "no recovery names it")

    def test_checkpoint_one_behind_is_a_tail(self):
        pen = dozen(self.dir)
        old = self.read("checkpoint")
        pen.checkpoint()
        self.write("checkpoint", old)
        self.expect(3)

    def test_later_line_that_was_durable_makes_corruption(self):
        pen = dozen(self.dir)
        pen.durable = 11
        pen.add("tick")
        lines = self.read(pen.segment).split(b"\n")
        self.write(pen.segment, b"\n".join(lines[:10] + [b"\0" * len(lines[10])] + lines[11:]))
        self.expect(1, "durable")

    def test_deleted_swapped_and_doubled_lines_are_found(self):
        pen = dozen(self.dir)
        lines = self.read(pen.segment).split(b"\n")[:-1]
        for at in range(11):
            for changed in (lines[:at] + lines[at + 1:], lines[:at] + [lines[at + 1], lines[at]] + lines[at + 2:],
                            lines[:at] + [lines[at]] + lines[at:]):
                self.write(pen.segment, b"\n".join(changed) + b"\n")
                code, out = self.run_verifier()
                # With the line doubled at `at`, k is at + 1.
                k = at + (len(changed) > len(lines))
                self.assertEqual(1 if k < 8 else 3, code, out)

    def test_missing_files_are_found(self):
        long_log(self.dir)
        for name in sorted(os.listdir(self.dir)):
            if name.startswith("seg-%020d" % 0):
                continue                           # a pruned start has its own test
            moved = os.path.join(self.base, name)
            os.rename(os.path.join(self.dir, name), moved)
            code, out = self.run_verifier()
            self.assertIn(code, (1, 3), name + out)
            os.rename(moved, os.path.join(self.dir, name))
        self.expect(0)

    def test_withheld_writer_and_rolled_back_writer_are_found(self):
        root(self.dir)
        gone = os.path.join(self.dir, "gw-2")
        os.rename(gone, os.path.join(self.base, "gw-2"))
        self.expect(1, "absent")
        pen = Pen(os.path.join(gone, "1"), "gw-2", seed=b"\4" * 32)
        pen.records, pen.leaves = pen.records[:1], pen.leaves[:1]
        with open(pen.path(pen.segment), "rb") as file:
            first = file.read().split(b"\n")[0]
        pen.write(pen.segment, first + b"\n")
        pen.checkpoint()
        self.expect(1, "registry has seen")

    def test_changed_opening_state_is_found(self):
        root(self.dir)
        folder = os.path.join(self.dir, "gw-1")
        shutil.rmtree(os.path.join(folder, "2"))
        first = long_log(os.path.join(self.base, "again"))
        first.records = [r for r in first.records if r["type"] != "gap"]     # forgets three charged calls
        forged = Pen(os.path.join(folder, "2"), epoch=2, seed=b"\3" * 32, forerunner=first, cut=len(first.leaves))
        forged.checkpoint()
        self.expect(1, "differs from the fold of the old log", folder=folder)


class Rules(Case):
    def test_what_a_segment_says_of_calls_in_those_before(self):
        """Read by itself it could not know; `gone` calls have ended, `busy` is at its second attempt."""
        said = {
            "opened twice": lambda pen, gone, busy: pen.intent([], call_id=gone),
            "which has an intent": lambda pen, gone, busy: pen.add("decision", "acme", call=gone, decision="denied"),
            "has ended": lambda pen, gone, busy: pen.add("incident", "acme", call=gone, expected="x"),
            "attempt: 4": lambda pen, gone, busy: pen.add(
                "call.attempt", "acme", call=busy, attempt=4, endpoint="openai/gpt@us", hold=[]),
        }
        for text, say in said.items():
            for seals in (1, 2, 3):
                shutil.rmtree(self.dir, ignore_errors=True)
                pen = Pen(self.dir)
                gone, busy = pen.intent([]), pen.intent([])
                pen.outcome(gone, [])
                pen.add("call.attempt", "acme", call=busy, attempt=2, endpoint="openai/gpt@us", hold=[])
                for _ in range(seals):
                    pen.seal()
                    pen.outcome(pen.intent([]), [])
                say(pen, gone, busy)
                pen.checkpoint()
                self.expect(1, text)

    """Records that hash and chain but break a rule: exit 1 and the rule's words, whatever the tail."""

    def broken(self, text, write):
        pen = Pen(self.dir)
        write(pen)
        self.expect(1, text)
        shutil.rmtree(self.dir)

    def test_calls(self):
        hold = [line("USD", "1", ACME)]
        self.broken("never opened", lambda p: p.outcome(crockford(7), []))
        self.broken("has ended", lambda p: [p.outcome(c, []) for c in [p.intent(hold)] * 2])
        self.broken("attempt: 3", lambda p: p.add("call.attempt", "acme", call=p.intent(hold), attempt=3, endpoint="e", hold=[]))
        self.broken("without over", lambda p: p.outcome(p.intent(hold), [line("USD", "1.000000001", ACME)]))
        self.broken("without over", lambda p: p.outcome(p.intent(hold), [line("USD", "1", HOUR)]))
        self.broken("over without", lambda p: p.outcome(p.intent(hold), hold, over=True))
        self.broken("unit par", lambda p: p.outcome(p.intent(hold + [line("par", "1", NOW)]), [line("par", "1", NOW)]))
        self.broken("as the intent", lambda p: p.outcome(p.intent(hold), [], "globex"))
        self.broken("outside the opening", lambda p: p.add("call.orphan", "acme", call=p.intent(hold), settle=[]))
        self.broken("call.orphan of 1", lambda p: [p.intent(hold), p.add("process.start", boot="b", version="", clean=True), p.add("tick")])
        self.broken("no tenant", lambda p: p.intent(hold, None))
        for key in ("op", "caller", "principal", "model", "policy", "plan", "expires"):
            self.broken(key, lambda p: [p.intent(hold), self.without(p, key)])

    def without(self, pen, key):
        pen.intent([], **{key: {}})

    def test_opening_keys_and_registry(self):
        start = {"boot": "b", "version": "test", "clean": False}
        self.broken("recovery outside", lambda p: [p.add("tick"), p.add("recovery", file="torn-2-1.bin", len=0, sha256="0" * 64)])
        self.broken("recovery: ", lambda p: p.add("recovery", file="torn.bin", len=0, sha256="0" * 64))
        self.broken("missing", lambda p: p.add("recovery", file="torn-2-1.bin", len=0, sha256="0" * 64))
        self.broken("named twice", lambda p: [p.add("recovery", file="torn-2-1.bin", len=0, sha256="0" * 64) for _ in "ab"])
        self.broken("clean is missing", lambda p: p.add("process.start", **dict(start, clean="no")))
        self.broken("vkey: name", lambda p: p.add("key.rotate", vkey=p.key.vkey("other")))
        self.broken("settle above", lambda p: [p.add("process.start", **start) and p.add("call.orphan", "acme", call=c, settle=[line("USD", "2", ACME)])
                                               for c in [p.intent([line("USD", "1", ACME)])]])
        self.broken("why or by", lambda p: p.add("budget.adjust", unit="USD", account=ACME, amount="1"))
        self.broken("gap: calls", lambda p: p.add("gap", "acme", calls=-1, settle=[]))
        self.broken("has ended", lambda p: [[p.outcome(c, []), p.add("incident", "acme", call=c)] for c in [p.intent([])]])
        self.broken("has an intent", lambda p: p.add("decision", "acme", decision="denied", call=p.intent([])))
        self.broken("decision: ", lambda p: p.add("decision", decision="perhaps"))
        self.broken("tags: key", lambda p: p.intent([], tags={"A b": "x"}))

    def test_common_keys(self):
        def altered(**keys):
            def write(pen):
                record = dict(pen.records[-1], seq=2, prev=pen.head, type="tick", id=crockford(2**127))
                record.update(keys)
                pen.put(record)
            return write
        for text, keys in (("v: 2", {"v": 2}), ("log: x", {"log": "x"}), ("dur: 2", {"dur": 2}),
                           ("id: ", {"id": crockford(1)}), ("id: ", {"id": "z"}),
                           ("n: ", {"n": "0"}), ("ts: ", {"ts": "2026-11-21T10:00:00Z"}), ("date: ", {"ts": "2026-02-30T10:00:00.000000Z"}),
                           ("tenant and tseq", {"tenant": "acme"}), ("tick with a tenant", {"tenant": "a", "tseq": 0}),
                           ("tseq of", {"type": "decision", "decision": "denied", "tenant": "a", "tseq": 1}),
                           ("only in the registry", {"type": "writer.open"}),
                           ("segment.open", {"type": "segment.open"}), ("log.open", {"type": "log.open"}),
                           ("null", {"x": None}), ("floating", {"x": 1.5})):
            self.broken(text, altered(**keys))

    def test_segments(self):
        self.broken("seal: tallies", lambda p: [p.intent([]), p.seal(tally=False)])
        self.broken("never falls", lambda p: [p.add("tick"), p.checkpoint(), p.write("checkpoints", p.note(2) + b"\n", "ab"),
                                                                    p.write("checkpoint", p.note(2))])
        self.broken("no signature by", lambda p: [p.checkpoint(), p.rotate(b"\2" * 32), p.checkpoint()])
        self.broken("no signature by", lambda p: [setattr(p, "key", SigningKey(b"\6" * 32)), p.checkpoint()])
        self.broken("expected: process.start", lambda p: [p.write(p.segment, b""), p.records.clear(), p.leaves.clear(), self.restart(p)])

    def test_no_value_makes_the_verifier_stumble(self):
        """Any JSON value under any key is accepted or a finding, never a stack trace."""
        pen = long_log(self.dir)
        records = verify.Records(pen.origin, 0)
        for seq, good in enumerate(pen.records):
            if good["type"] == "segment.open":
                records.begin_segment()
            for key in good:
                for value in ([], {}, 0, -1, "", "x", True, [[]], [{}], {"a": []}, 2**53 - 1, "\u00e9", [0], {"unit": {}}):
                    with contextlib.suppress(verify.Broken):
                        copy.deepcopy(records).check(seq, dict(good, **{key: value}))
                with contextlib.suppress(verify.Broken):
                    copy.deepcopy(records).check(seq, {k: v for k, v in good.items() if k != key})
            records.check(seq, good)

    def restart(self, pen):
        pen.head = hashlib.sha256(("asc-audit/v1\n%s\n" % pen.origin).encode()).hexdigest()
        pen.add("log.open", vkey=pen.key.vkey(pen.name), version="")
        pen.add("tick")


KILOBYTE = bytes(1024)


def speed(count):
    folder = tempfile.mkdtemp()
    try:
        pen = Pen(os.path.join(folder, "log"))
        for _ in range(count // 2):
            call = pen.intent([line("USD", "0.5", ACME, TEAM), line("tok", "1200", ACME), line("par", "1", NOW)])
            pen.outcome(call, [line("USD", "0.1234", ACME, TEAM), line("tok", "900", ACME)],
                        attempts=[{"endpoint": "openai/gpt@eu", "status": 200, "usage": {"in": 5, "out": 7}, "us": 1234}])
        gc.disable()                             # as the script does
        began = time.process_time()
        for _ in range(100000):
            hashlib.sha256(KILOBYTE).digest()
        control = (time.process_time() - began) / 100000
        began = time.process_time()
        code = verify.main([os.path.join(folder, "log")])
        each = (time.process_time() - began) / (count + 2)
        print("%.0f records per CPU second, each %.1f us = %.1f x SHA-256 of 1 KB (exit %d)"
              % (1 / each, each * 1e6, each / control, code))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        root(sys.argv[2])
    elif sys.argv[1:2] == ["--speed"]:
        speed(int(sys.argv[2]))
    else:
        unittest.main()
