"""A provider in Python: training.Model over a folder, held to the protocol's rules by snet4j-provider-tck.

It learns which words are frequent under which label, from a zip with a folder of texts for each label. What it has
answered is on disk before the answer. It reads links to anywhere, so it is for this run and not for the public.
"""

import collections
import io
import json
import os
import shutil
import sys
import threading
import urllib.parse
import urllib.request
import uuid
import zipfile
from concurrent import futures
from pathlib import Path

import grpc

PORT, FOLDER, PROTOS = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
sys.path.insert(0, PROTOS)
messages, services = grpc.protos_and_services("training.proto")

Code = grpc.StatusCode
LONGEST_NAME = 1000
LARGEST_DATASET = 64 << 20


class Refused(Exception):
    """The dataset is no good, or did not come."""


class Model:
    """What is known of one model, and its folder."""

    def __init__(self, identity, status="CREATED", valid=False, link=""):
        self.identity = identity
        self.folder = FOLDER / identity
        self.status = status
        self.valid = valid  # whether the dataset that is there was validated
        self.link = link  # from where a dataset is being fetched
        self.turn = 0  # of what was begun last; what was begun before says nothing any more

    @classmethod
    def load(cls, folder):
        return cls(folder.name, **json.loads((folder / "model.json").read_text()))

    def become(self, status, **changes):
        vars(self).update(status=status, **changes)
        self.folder.mkdir(exist_ok=True)
        state = {"status": self.status, "valid": self.valid, "link": self.link}
        write(self.folder / "model.json", json.dumps(state).encode())

    @property
    def dataset(self):
        return self.folder / "dataset.zip"


def write(file, data):
    """Whole or not at all, also if the machine goes down."""
    new = file.with_suffix(".new")
    with open(new, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    os.replace(new, file)


def texts(dataset):
    """Label and text of each file."""
    try:
        with zipfile.ZipFile(dataset) as archive:
            for entry in archive.infolist():
                label, _, name = entry.filename.partition("/")
                if name and not entry.is_dir():
                    yield label, archive.read(entry).decode()
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise Refused(str(error)) from None


def fetch(link):
    try:
        with urllib.request.urlopen(link, timeout=30) as answer:
            data = answer.read(LARGEST_DATASET + 1)
            announced = answer.headers.get("Content-Length", str(len(data)))
    except OSError as error:
        raise Refused(str(error)) from None
    if str(len(data)) != announced or len(data) > LARGEST_DATASET:
        raise Refused("it is too large, or did not come as a whole")
    return data


class Provider(services.ModelServicer):
    def __init__(self):
        self.lock = threading.RLock()
        self.workers = futures.ThreadPoolExecutor(2)
        self.models = {file.parent.name: Model.load(file.parent) for file in FOLDER.glob("*/model.json")}
        for model in self.models.values():
            if model.status in ("VALIDATING", "TRAINING"):  # when the process before this one ended
                self.begin(model, self.validate if model.status == "VALIDATING" else self.train)

    # What the daemon calls.

    def create_model(self, request, context):
        if len(request.name) > LONGEST_NAME:
            context.abort(Code.INVALID_ARGUMENT, f"the name has more than {LONGEST_NAME} characters")
        model = Model(str(uuid.uuid4()))
        with self.lock:
            model.become("CREATED")
            self.models[model.identity] = model
        return messages.ModelID(model_id=model.identity)

    def get_model_status(self, request, context):
        return status(self.find(request, context))

    def validate_model_price(self, request, context):
        self.find(request, context)
        return messages.PriceInBaseUnit(price=1000)

    def train_model_price(self, request, context):
        self.find(request, context)
        return messages.PriceInBaseUnit(price=5000)

    def upload_and_validate(self, uploads, context):
        model, turn, data, batches, message = None, 0, bytearray(), 0, None
        for message in uploads:
            batches += 1
            if model is None:
                with self.lock:
                    model = self.idle(message, context)
                    model.turn = turn = model.turn + 1
            data += message.data
            wrong = (
                message.model_id != model.identity
                or message.batch_number != batches
                or len(data) > min(message.file_size, LARGEST_DATASET)
            )
            if wrong:
                context.abort(Code.INVALID_ARGUMENT, f"message {batches} does not follow the one before")
        if message is None or len(data) < message.file_size or batches < message.batch_count:
            context.abort(Code.INVALID_ARGUMENT, f"the upload ended after {len(data)} bytes and {batches} messages")
        with self.lock:
            if model.turn != turn:
                context.abort(Code.ABORTED, "another upload, or something else, began meanwhile")
            write(model.dataset, data)
            model.become("VALIDATING", valid=False, link="")
            self.begin(model, self.validate)
            return status(model)

    def validate_model(self, request, context):
        with self.lock:
            model = self.idle(request, context)
            link = request.training_data_link
            if urllib.parse.urlsplit(link).scheme not in ("http", "https"):
                context.abort(Code.INVALID_ARGUMENT, "training_data_link is no http or https link")
            model.become("VALIDATING", valid=False, link=link)
            self.begin(model, self.validate)
            return status(model)

    def train_model(self, request, context):
        with self.lock:
            model = self.idle(request, context)
            if not model.valid:
                context.abort(Code.FAILED_PRECONDITION, "the model has no validated dataset")
            model.become("TRAINING")
            self.begin(model, self.train)
            return status(model)

    def delete_model(self, request, context):
        with self.lock:
            model = self.find(request, context)
            model.turn += 1
            shutil.rmtree(model.folder)
            model.become("DELETED", valid=False, link="")
            return status(model)

    def find(self, request, context):
        model = self.models.get(request.model_id)
        if model is None:
            context.abort(Code.NOT_FOUND, "there is no such model")
        return model

    def idle(self, request, context):
        model = self.find(request, context)
        if model.status in ("VALIDATING", "TRAINING", "DELETED"):
            context.abort(Code.FAILED_PRECONDITION, f"the model is {model.status}")
        return model

    # What takes time.

    def begin(self, model, work):
        model.turn += 1
        self.workers.submit(self.run, model, model.turn, work)

    def run(self, model, turn, work):
        try:
            file, data, after = work(model)
        except Exception as error:
            print(f"model {model.identity}: {error}", flush=True)
            file, data, after = None, None, "ERRORED"
        with self.lock:
            if model.turn == turn:
                if file:
                    write(file, data)
                model.become(after, valid=model.valid or after == "VALIDATED", link="")

    def validate(self, model):
        data = fetch(model.link) if model.link else model.dataset.read_bytes()
        if len({label for label, _ in texts(io.BytesIO(data))}) < 2:
            raise Refused("it has fewer than two labels")
        return model.dataset, data, "VALIDATED"

    def train(self, model):
        words = collections.defaultdict(collections.Counter)
        for label, text in texts(model.dataset):
            words[label].update(text.lower().split())
        return model.folder / "words.json", json.dumps(words).encode(), "READY_TO_USE"


def status(model):
    return messages.StatusResponse(status=model.status)


def main():
    FOLDER.mkdir(exist_ok=True)
    server = grpc.server(futures.ThreadPoolExecutor(32), options=[("grpc.so_reuseport", 0)])
    services.add_ModelServicer_to_server(Provider(), server)
    server.add_insecure_port(f"127.0.0.1:{PORT}")
    server.start()
    sys.stdin.read()  # its end is that of whoever started this
    server.stop(None)
    os._exit(0)


main()
