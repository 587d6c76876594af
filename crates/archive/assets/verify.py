#!/usr/bin/env python3
"""Checks this folder: python3 verify.py [ORIGINAL]. Needs Python 3.8 or later and openssl, nothing else.

1. Each *.tlog-proof holds an entry of the log; its SHA-256 is the leaf.
2. The leaf and the proof's hashes lead to the root in the checkpoint (RFC 6962).
3. The checkpoint is signed by the key in key.pem (Ed25519). Compare the key's fingerprint with
   one that you have from the people who keep the case, by another way than this folder.
4. ORIGINAL, if given, has the SHA-256 that an entry names.
"""
import base64, hashlib, json, pathlib, subprocess, sys, tempfile

here = pathlib.Path(__file__).resolve().parent
sha256 = lambda data: hashlib.sha256(data).digest()


def fail(text):
    sys.exit("FAILED / FALLA: " + text)


def root_from_path(leaf, index, size, path):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        fail("the index lies outside the log")
    node, last, digest = index, size - 1, sha256(b"\0" + leaf)
    for sibling in path:
        if last == 0:
            fail("the proof is too long")
        if node & 1 or node == last:
            digest = sha256(b"\1" + sibling + digest)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            digest = sha256(b"\1" + digest + sibling)
        node, last = node >> 1, last >> 1
    if last:
        fail("the proof is too short")
    return digest


def check_signature(text, line):
    signature = base64.b64decode(line.split(" ")[2])[4:]
    with tempfile.TemporaryDirectory() as folder:
        body, sig = pathlib.Path(folder, "body"), pathlib.Path(folder, "sig")
        body.write_bytes(text.encode())
        sig.write_bytes(signature)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(here / "key.pem"),
                   "-rawin", "-in", str(body), "-sigfile", str(sig)]
        return subprocess.run(command, capture_output=True).returncode == 0


items = {}
proofs = sorted(here.glob("*.tlog-proof"))
for file in proofs:
    head, checkpoint = file.read_text(encoding="utf-8").split("\n\n", 1)
    lines = head.split("\n")
    if lines.pop(0) != "c2sp.org/tlog-proof@v1":
        fail(f"{file.name} is no tlog-proof")
    entry = base64.b64decode(lines.pop(0)[6:]) if lines[0].startswith("extra ") else None
    index = int(lines.pop(0)[6:])
    path = [base64.b64decode(line) for line in lines]
    if entry is None:
        fail(f"{file.name} holds no entry: its body was erased")
    copy = file.with_suffix(".json")
    if copy.exists() and copy.read_bytes() != entry:
        fail(f"{copy.name} is not the entry in {file.name}")
    text, signatures = checkpoint.rsplit("\n\n", 1)
    text += "\n"
    origin, size, root = text.split("\n")[:3]
    if root_from_path(sha256(entry), index, int(size), path) != base64.b64decode(root):
        fail(f"{file.name}: the entry is not in the log")
    ours = [line for line in signatures.strip().split("\n") if line.startswith(f"\u2014 {origin} ")]
    if not any(check_signature(text, line) for line in ours):
        fail(f"{file.name}: the checkpoint is not signed by key.pem")
    event = json.loads(entry)["event"]
    if "sha256" in event:
        items[event["sha256"]] = event["name"]
    print(f"ok  {file.name}: entry {index} of {size} in {origin}")
if not proofs:
    fail("no *.tlog-proof beside this file")
for name in sys.argv[1:]:
    found = hashlib.sha256(pathlib.Path(name).read_bytes()).hexdigest()
    if found not in items:
        fail(f"{name}: SHA-256 {found} is in none of these entries")
    print(f"ok  {name}: these bytes were entered as {items[found]!r}")
print("All checks passed. / Todo coincide.")
