"""What the official client cannot do, each shown; the numbers are those of docs/interop.md."""

import random
import socket

import datasets
from proxies import LyingStorage, SlowChain

METHOD = "recognize"


def show(stage, checks, python, friend, of_ours):
    checks.section("What the official client cannot do (docs/interop.md)")
    statuses(checks, python, stage.ours)
    archives(stage, checks, python)
    links(checks, python)
    foreign_models(checks, friend, of_ours)
    signer(stage, checks, of_ours)
    absent_daemon(checks, python)
    free_first(checks, python)
    first_transaction(stage, checks)
    slow_chain(stage, checks)
    forged_metadata(stage, checks)
    repetitions(checks, friend, of_ours)


def statuses(checks, python, ours):
    wanted = {"statuses": ["READY_TO_USE"]}
    checks.refused("1 get_all_models by status", "TypeError", "attribute name must be string", python.list, **wanted)
    checks.equal("  ours does", {model["status"] for model in ours.list(**wanted)}, {"READY_TO_USE"})


def archives(stage, checks, python):
    model = python.create(name="refused archives", method=METHOD)["id"]
    upload = {"model": model, "price": python.validation_price(model=model)}
    folders = datasets.write_zip(stage.folder / "folders.zip", per_label=10, seed=5, folders=True)
    text = "Wrong file type: `` in file: `cross/`"
    checks.refused("2 a zip with folders", "WrongDatasetError", text, python.upload, archive=folders, **upload)
    tar = datasets.write_tar(stage.folder / "images.tar.gz", per_label=10, seed=6)
    checks.refused("3 a tar.gz", "BadZipFile", "not a zip file", python.upload, archive=tar, **upload)


def links(checks, python):
    checks.that("4 a dataset by link", "validate_model" not in python.abilities(), "it has validate_model now")


def foreign_models(checks, friend, model):
    # The friend may use the model: it is there, but another's.
    checks.equal("5 telling another's model", friend.get(model=model)["id"], model)
    checks.refused("  from none", "NoSuchModelError", "not found", friend.training_price, model=model)


def signer(stage, checks, model):
    signed_by_another = stage.official("signer", "consumer", signer="consumer3")
    signed_by_another.open()
    refused = {"name": "never made", "method": METHOD}
    text = "bad authorization provided"
    checks.refused("6 a signer's key of its own", "GRPCError", text, signed_by_another.create, **refused)
    price = signed_by_another.training_price
    checks.refused("  shows as an absent model", "NoSuchModelError", "not found", price, model=model)


def absent_daemon(checks, python):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        python.open(endpoint=f"http://127.0.0.1:{closed.getsockname()[1]}")
    checks.refused("7 a daemon that is down", "NoTrainingError", "Training is not implemented", python.methods)
    python.open()


def free_first(checks, python):
    python.open(strategy="DEFAULT")
    image = datasets.drawing("cross", random.Random(7)).hex()
    text = "contact service pro"
    checks.refused("8 the default strategy without free calls", "_InactiveRpcError", text, python.call, image=image)
    python.open()


def first_transaction(stage, checks):
    fresh = stage.account("consumer4")["address"]
    python = stage.official("fresh", "consumer4")
    transaction = python.send_without_waiting()
    nonce = int(stage.chain.call("eth_getTransactionByHash", transaction)["nonce"], 16)
    checks.equal("9 a fresh account: the first transaction has nonce", nonce, 1)
    checks.equal("  while the chain waits for", stage.chain.nonce(fresh), 0)
    mined = stage.chain.call("eth_getTransactionReceipt", transaction)
    checks.equal("  so it is not mined", mined, None)


def slow_chain(stage, checks):
    archive = datasets.write_zip(stage.folder / "slow.zip", per_label=10, seed=8)
    stage.chain.send_nothing(stage.account("consumer5")["address"])
    with SlowChain(stage.chain) as chain:
        python = stage.official("slow", "consumer5", rpc=chain.url)
        python.open()
        upload = prepared(python, archive)
        text = "the signature passed has expired"
        checks.refused("10 paying while blocks go by", "GRPCError", text, python.upload, **upload)
        checks.equal("  the channel was opened for nothing", [c["signed"] for c in python.channels()], ["0"])
        ours = stage.ours
        ours.open(role="consumer6", rpc=chain.url)
        status = ours.upload(**prepared(ours, archive))
        checks.that("  ours does", status in ("VALIDATING", "VALIDATED"), status)
        ours.open()


def prepared(client, archive):
    model = client.create(name="slow chain", method=METHOD)["id"]
    return {"model": model, "archive": archive, "price": client.validation_price(model=model)}


def forged_metadata(stage, checks):
    price = stage.ours.open()["price"]
    lie = str(int(price) * 1000)
    with LyingStorage(stage.devnet["ipfsUrl"]) as storage:
        python = stage.official("deceived", "consumer", storage=storage.url)
        storage.tell('"free_call_signer_address"', '"free_calls":0,"free_call_signer_address"')
        text = "greater than or equal to 1"
        checks.refused("14 metadata that says: no free calls", "ValidationError", text, python.open)
        storage.tell(price, lie)
        checks.equal("11 content that is not what its hash says: it believes", python.open()["price"], lie)
        checks.refused("  ours does not", "StorageException", "", stage.ours.open, storage=storage.url)
    stage.ours.open()


def repetitions(checks, friend, model):
    # The daemon lists a model twice to whom it was shared with; the index of users has it twice.
    times = [found["id"] for found in friend.list()].count(model)
    checks.that("13 a model that is listed twice", times > 1, f"it is listed {times} times")
