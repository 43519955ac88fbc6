"""The node, by plain JSON-RPC."""

import itertools
import json
import urllib.request


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

    def send_nothing(self, address):
        """A transaction of an account that the node holds the key of: its own."""
        return self.call("eth_sendTransaction", {"from": address, "to": address, "value": "0x0"})

