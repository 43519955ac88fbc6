"""The official client, unmodified, doing one thing so many times and saying how long each took. Run by the benchmark."""

import json
import os
import shutil
import sys
import time

# The client prints as it works: what it says goes to the log, the answers to the real stdout.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)

from snet.sdk import PaymentStrategyType, SnetSDK  # noqa: E402
from snet.sdk.config import configure  # noqa: E402
from snet.sdk.mpe.payment_channel_provider import CHANNELS_DIR  # noqa: E402


def multiaddress(url):
    host, port = url.rstrip("/").removeprefix("http://").split(":")
    return f"/ip4/{host}/tcp/{port}/http"


class Official:
    def connect(self, net):
        self.net = json.loads(net)
        contracts = self.net["contracts"]
        configure(
            private_key=self.net["accounts"][0]["privateKey"],
            eth_rpc_endpoint=self.net["rpcUrl"],
            ipfs_endpoint=multiaddress(self.net["ipfsUrl"]),
            mpe_contract_address=contracts["mpe"],
            registry_contract_address=contracts["registry"],
            token_contract_address=contracts["token"],
            concurrency=False,
        )
        self.service = None

    def open(self, payment=PaymentStrategyType.PAID_CALL, calls=1):
        sdk = SnetSDK()
        return sdk.create_service_client(
            self.net["orgId"],
            self.net["serviceId"],
            self.net["groupName"],
            payment_strategy_type=payment,
            concurrent_calls=calls,
        )

    def opened(self):
        if self.service is None:
            self.service = self.open()
        return self.service

    @property
    def training(self):
        return self.opened().training

    def new_model(self):
        return self.training.create_model("echo", "benchmark").model_id

    def paid_calls(self, times, pause, archive):
        service = self.opened()
        service.call_rpc("echo", "Question", payload=b"")
        return timed(times, pause, lambda i: service.call_rpc("echo", "Question", payload=b""))

    def prepaid_calls(self, times, pause, archive):
        service = self.open(PaymentStrategyType.PREPAID_CALL, 1000)
        service.call_rpc("echo", "Question", payload=b"")
        return timed(times, pause, lambda i: service.call_rpc("echo", "Question", payload=b""))

    def channel_searches(self, times, pause, archive):
        def search(i):
            shutil.rmtree(CHANNELS_DIR, ignore_errors=True)
            self.open().load_open_channels()

        return timed(times, pause, search)

    def get_models(self, times, pause, archive):
        model = self.new_model()
        return timed(times, pause, lambda i: self.training.get_model(model))

    def first_answers(self, times, pause, archive):
        model = self.new_model()
        return timed(times, pause, lambda i: self.open().training.get_model(model))

    def uploads(self, times, pause, archive):
        models = [(model, self.training.validate_model_price(model)) for model in self.models(times)]
        return timed(times, pause, lambda i: self.training.upload_and_validate(models[i][0], archive, models[i][1]))

    def train_models(self, times, pause, archive):
        models = self.models(times)
        for model in models:
            self.training.upload_and_validate(model, archive, self.training.validate_model_price(model))
            self.training.get_model(model)
        prices = [self.training.train_model_price(model) for model in models]
        return timed(times, pause, lambda i: self.training.train_model(models[i], prices[i]))

    def dataset_checks(self, times, pause, archive):
        model = self.new_model()
        return timed(times, pause, lambda i: self.training._check_dataset(model, archive))

    def models(self, times):
        return [self.new_model() for _ in range(times)]


def timed(times, pause, work):
    all_of_them = []
    for i in range(times):
        if pause:
            time.sleep(pause)
        start = time.perf_counter()
        work(i)
        all_of_them.append(time.perf_counter() - start)
    return all_of_them


def main():
    official = Official()
    if len(sys.argv) == 3:  # one cold start: the network's file, and a model to look at
        with open(sys.argv[1]) as file:
            official.connect(file.read())
        official.training.get_model(sys.argv[2])
        answers.flush()
        os._exit(0)
    for line in sys.stdin:
        step = json.loads(line)
        try:
            reply = {"result": getattr(official, step.pop("do"))(**step)}
        except Exception as failure:  # whatever the client raises is an answer
            reply = {"error": f"{type(failure).__name__}: {failure}"}
        print(json.dumps(reply), file=answers)
    os._exit(0)


main()
