"""The provider in Python, held to the rules of the protocol by our checks."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROTOS = HERE.parent.parent / "wire" / "src" / "main" / "protobuf"
TEXTS = {"sea": "waves salt tide harbour ship", "hill": "rock path climb summit sheep"}


def write_texts(file, labels):
    with zipfile.ZipFile(file, "w") as archive:
        for label in labels:
            for number, word in enumerate(TEXTS[label].split()):
                archive.writestr(f"{label}/{number}.txt", f"{word} {TEXTS[label]}")
    return str(file)


def play(options, folder, deadline, checks):
    checks.section("A provider in Python, by the rules of the protocol")
    folder.mkdir()
    good = write_texts(folder / "good.zip", TEXTS)
    bad = write_texts(folder / "bad.zip", ["sea"])
    provider = [sys.executable, str(HERE / "provider.py"), "PORT", str(folder / "models"), str(PROTOS)]
    command = [options.java, "-XX:+UseSerialGC", "-Djava.net.preferIPv4Stack=true", "-cp", f"{options.lib}/*"]
    command += ["io.snet4j.interop.Conformance", good, bad, *provider]
    log = Path(options.logs) / "conformance.log"
    with open(log, "wb") as errors:
        run = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True, timeout=deadline.left()
        )
    verdicts = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    for verdict in verdicts:
        checks.that(verdict["rule"], verdict["outcome"] == "KEPT", verdict["words"])
    checks.that("all rules were checked", run.returncode == 0 and len(verdicts) > 40, f"see {log}")
