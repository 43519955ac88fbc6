"""The node, by plain JSON-RPC."""

import contextlib
import itertools
import json
import time
import urllib.request

from eth_utils import function_signature_to_4byte_selector


class Chain:
    def __init__(self, url):
        self.url = url
        self.ids = itertools.count(1)

    def call(self, method, *parameters):
        body = {"jsonrpc": "2.0", "id": next(self.ids), "method": method, "params": parameters}
        request = urllib.request.Request(self.url, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as response:
            reply = json.load(response)
        if "error" in reply:
            raise RuntimeError(f"{method}: {reply['error']}")
        return reply["result"]

    def block_number(self):
        return int(self.call("eth_blockNumber"), 16)

    def nonce(self, address):
        return int(self.call("eth_getTransactionCount", address, "latest"), 16)

    def read(self, contract, function, argument):
        """What a function of one argument returns, as numbers of 256 bits."""
        data = function_signature_to_4byte_selector(function).hex() + f"{argument:064x}"
        words = self.call("eth_call", {"to": contract, "data": "0x" + data}, "latest")[2:]
        return [int(words[start : start + 64], 16) for start in range(0, len(words), 64)]

    def send_nothing(self, address):
        """A transaction of an account that the node holds the key of: its own."""
        return self.call("eth_sendTransaction", {"from": address, "to": address, "value": "0x0"})

    @contextlib.contextmanager
    def standing_still(self):
        """Transactions are taken, but not mined until the end of it."""
        self.call("evm_setAutomine", False)
        try:
            yield
        finally:
            self.call("evm_setAutomine", True)
            self.call("evm_mine")

    def wait_for_pending(self, deadline):
        while int(self.call("txpool_status")["pending"], 16) == 0:
            if deadline.left() < 0:
                raise TimeoutError("no transaction was sent")
            time.sleep(0.05)
