"""What was found: each check is one line, the last line counts them."""

import time

from lines import StepFailed


class Deadline:
    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    def left(self):
        return self.end - time.monotonic()


class Checks:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def section(self, title):
        print(f"\n{title}", flush=True)

    def that(self, what, holds, otherwise=""):
        if holds:
            self.passed += 1
            print(f"  ok    {what}", flush=True)
        else:
            self.failed += 1
            print(f"  FAIL  {what}: {otherwise}", flush=True)
        return holds

    def same(self, what, official, ours):
        return self.that(what, official == ours, f"the official client has {official}, ours {ours}")

    def equal(self, what, found, expected):
        return self.that(what, found == expected, f"found {found}, expected {expected}")

    def refused(self, what, error, text, step, **arguments):
        """The step must fail in exactly this way."""
        try:
            result = step(**arguments)
        except StepFailed as failure:
            as_expected = failure.error == error and text in failure.message
            return self.that(what, as_expected, f"it failed otherwise: {failure}")
        return self.that(what, False, f"it succeeded: {result}")

    def close(self):
        print(f"\n{self.passed} passed, {self.failed} failed", flush=True)
        return self.failed == 0 and self.passed > 0
