"""What stands between a client and the devnet: a chain on which transactions take a while, a storage that lies."""

import json
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Proxy:
    """Forwards every request; answer() may do and change what it likes."""

    def __init__(self, target):
        self.target = target.rstrip("/")
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def forward(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                request = urllib.request.Request(proxy.target + self.path, body or None, method=self.command)
                request.add_header("Content-Type", self.headers.get("Content-Type", "text/plain"))
                with urllib.request.urlopen(request, timeout=30) as response:
                    kind, content = response.headers.get("Content-Type", "text/plain"), response.read()
                content = proxy.answer(self.path, body, content)
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = forward

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, path, request, content):
        return content

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.server.shutdown()
        self.server.server_close()


class SlowChain(Proxy):
    """Three blocks go by with each transaction, as on a chain where it does not get into the next one."""

    def __init__(self, chain):
        super().__init__(chain.url)
        self.chain = chain

    def answer(self, path, request, content):
        asked = json.loads(request)
        batch = asked if isinstance(asked, list) else [asked]
        if any(one.get("method") == "eth_sendRawTransaction" for one in batch):
            self.chain.call("anvil_mine", "0x3")
        return content


class LyingStorage(Proxy):
    """Changes a text in the service's metadata; the hash stays as it was."""

    def tell(self, truth, lie):
        self.truth = truth.encode()
        self.lie = lie.encode()

    def answer(self, path, request, content):
        return content.replace(self.truth, self.lie) if b'"pricing"' in content else content
