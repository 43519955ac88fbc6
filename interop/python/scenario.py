"""Starts the peers, plays the story, and ends what it started. Run by interop/run."""

import argparse
import os
import platform
import shutil
import signal
import sys
import tempfile
import traceback
from importlib.metadata import version
from pathlib import Path

import conformance
import defects
import publishing
import story
import strategies
from chain import Chain
from checks import Checks, Deadline
from commandline import CommandLine
from lines import Peer

HERE = Path(__file__).resolve().parent
LIMIT_SECONDS = 450  # and the rest of eight minutes to end what was started


class Stage:
    """A devnet and its peers, each with its log, all of them gone after close()."""

    def __init__(self, name, options, folder, deadline, free_calls):
        self.name = name
        self.folder = folder / name
        self.folder.mkdir()
        self.logs = Path(options.logs)
        self.logs.mkdir(parents=True, exist_ok=True)
        self.deadline = deadline
        self.peers = []
        self.snet = options.snet
        self.command = [options.java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
        self.command += ["-Djava.net.preferIPv4Stack=true", "-cp", f"{options.lib}/*"]
        self.command += ["io.snet4j.interop.JavaPeer", str(free_calls)]

    def start(self):
        self.ours = self._start("ours", self.command)
        self.devnet = self.ours.answer("its start")
        self.chain = Chain(self.devnet["rpcUrl"])

    def account(self, role):
        return next(account for account in self.devnet["accounts"] if account["role"] == role)

    def official(self, name, role, signer=None, **urls):
        """The official client in a process, a home and a working directory of its own; no service open yet."""
        home = self.folder / name
        home.mkdir()
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("SNET_", "PYTHON"))}
        environment["HOME"] = str(home)
        peer = self._start(name, [sys.executable, str(HERE / "official.py")], cwd=home, env=environment)
        peer.connect(
            devnet=self.devnet,
            private_key=self.account(role)["privateKey"],
            signer_private_key=signer and self.account(signer)["privateKey"],
            **urls,
        )
        return peer

    def command_line(self, name, role):
        """The official command line with a home of its own."""
        log = self.logs / f"{self.name}-{name}.log"
        log.write_text("")
        key = self.account(role)["privateKey"]
        return CommandLine(self.snet, self.folder / name, self.devnet, key, log, self.deadline)

    def tokens(self, role):
        return self._read("token", "balanceOf(address)", role)

    def escrow_balance(self, role):
        return self._read("mpe", "balances(address)", role)

    def worth(self, role):
        """What an account has, but for its channels."""
        return self.tokens(role) + self.escrow_balance(role)

    def _read(self, contract, function, role):
        address = int(self.account(role)["address"], 16)
        return self.chain.read(self.devnet["contracts"][contract], function, address)[0]

    def _start(self, name, command, **options):
        peer = Peer(name, command, self.logs / f"{self.name}-{name}.log", self.deadline, **options)
        self.peers.append(peer)
        return peer

    def close(self):
        for peer in self.peers:
            peer.let_go()
        for peer in self.peers:
            peer.close()


def flow(stage, checks):
    defects.show(stage, checks, *story.play(stage, checks))


def play(stage, checks, plot):
    try:
        stage.start()
        plot(stage, checks)
    except Exception as failure:  # a peer that is gone, or a step that had to succeed
        traceback.print_exc()
        checks.that("the story was played to its end", False, str(failure))
    finally:
        stage.close()


def main():
    parser = argparse.ArgumentParser()
    for option in ("java", "lib", "logs", "snet"):
        parser.add_argument(f"--{option}", required=True)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"  # nothing here leaves the machine
    print(f"snet-sdk {version('snet-sdk')} on Python {platform.python_version()}")
    checks = Checks()
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=Path(options.logs).parent))
    try:
        deadline = Deadline(LIMIT_SECONDS)
        play(Stage("training", options, folder, deadline, free_calls=0), checks, flow)
        play(Stage("strategies", options, folder, deadline, strategies.FREE_CALLS), checks, strategies.play)
        play(Stage("publishing", options, folder, deadline, free_calls=0), checks, publishing.play)
        conformance.play(options, folder / "conformance", deadline, checks)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(0 if checks.close() else 1)


main()
