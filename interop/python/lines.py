"""Peers that do one step per line: a JSON object in, a JSON object out. Used by both ends."""

import json
import queue
import subprocess
import threading


class StepFailed(Exception):
    """What a peer's client raised: the simple name of its class, and its text."""

    def __init__(self, peer, step, error, message):
        super().__init__(f"{peer}.{step}: {error}: {message}")
        self.error = error
        self.message = message


class Peer:
    """A child process. Its steps are methods: peer.create(name="a") sends {"do": "create", "name": "a"}."""

    def __init__(self, name, command, log, deadline, **options):
        self.name = name
        self.deadline = deadline
        self.log = log
        with open(log, "wb") as stderr:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, text=True, **options
            )
        self.lines = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def answer(self, step):
        try:
            line = self.lines.get(timeout=max(0.0, self.deadline.left()))
        except queue.Empty:
            raise TimeoutError(f"{self.name} has not answered {step} in time; see {self.log}") from None
        if line is None:
            raise EOFError(f"{self.name} ended during {step}; see {self.log}")
        return json.loads(line)

    def __getattr__(self, step):
        def do(**arguments):
            self.process.stdin.write(json.dumps({"do": step, **arguments}) + "\n")
            self.process.stdin.flush()
            reply = self.answer(step)
            if "error" in reply:
                raise StepFailed(self.name, step, reply["error"], reply["message"])
            return reply["result"]

        return do

    def let_go(self):
        """The end of its input ends a peer."""
        try:
            self.process.stdin.close()
        except OSError:
            pass

    def close(self):
        """Waits for its end; one that stays is killed."""
        self.let_go()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
