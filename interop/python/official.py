"""The official client, unmodified, one step per line. It finds its settings in the first line."""

import json
import os
import queue
import sys
import threading

# The client prints as it works: what it says goes to the log, the answers to the real stdout.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)

from snet.sdk import PaymentStrategyType, SnetSDK  # noqa: E402
from snet.sdk.config import configure  # noqa: E402
from snet.sdk.registry.organization_metadata import OrganizationMetadata  # noqa: E402
from snet.sdk.registry.service_metadata import ServiceMetadata  # noqa: E402
from snet.sdk.training.responses import ModelStatus  # noqa: E402


class Official:
    """Each public method is a step, made of the client's public calls; exceptions are noted where they are not."""

    def connect(self, devnet, private_key, signer_private_key=None, rpc=None, storage=None):
        contracts = devnet["contracts"]
        configure(
            private_key=private_key,
            signer_private_key=signer_private_key,
            eth_rpc_endpoint=rpc or devnet["rpcUrl"],
            ipfs_endpoint=multiaddress(storage or devnet["ipfsUrl"]),
            mpe_contract_address=contracts["mpe"],
            registry_contract_address=contracts["registry"],
            token_contract_address=contracts["token"],
        )
        self.devnet = devnet
        self.sdk = SnetSDK()
        return self.sdk.account.address

    def open(
        self,
        strategy="PAID_CALL",
        endpoint=None,
        group=None,
        concurrency=True,
        concurrent_calls=1,
        organization=None,
        service=None,
    ):
        configure(concurrency=concurrency)
        self.service = self.sdk.create_service_client(
            organization or self.devnet["orgId"],
            service or self.devnet["serviceId"],
            group or self.devnet["groupName"],
            payment_strategy_type=PaymentStrategyType[strategy],
            options={"endpoint": endpoint} if endpoint else None,
            concurrent_calls=concurrent_calls,
        )
        return {"price": str(self.service.get_price())}

    def registered(self):
        organizations = self.sdk.get_organization_list()
        return {name: sorted(self.sdk.get_services_list(name)) for name in organizations}

    def publish(self, organization, service, metadata, protos):
        """An organization with one service; the publisher is its only member, as publishing a service wants it."""
        members = [self.sdk.account.address]
        document = OrganizationMetadata(**organization)
        uri = self.sdk.storage_provider.publish_organization_metadata(document)
        self.sdk.registry_contract.create_org(self.sdk.account, document.org_id, uri, members)
        return self.sdk.publish_service_comprehensively(
            document.org_id, service, ServiceMetadata(**metadata), protos
        )

    def rename(self, organization, service, name):
        document = self.sdk.get_organization_metadata(organization)
        document.org_name = name
        self.sdk.update_organization(organization, document)
        metadata = self.sdk.get_service_metadata(organization, service)
        metadata.display_name = name
        return self.sdk.update_service(organization, service, metadata)

    def documents(self, organization, service):
        """What it knows of them."""
        return {
            "organization": self.sdk.get_organization_metadata(organization).model_dump(exclude_none=True),
            "service": self.sdk.get_service_metadata(organization, service).model_dump(exclude_none=True),
        }

    def methods(self):
        return {name: sorted(rpcs) for name, rpcs in self.training.get_training_metadata().training_methods.items()}

    def requirements(self, method):
        found = self.training.get_method_metadata(method)
        return {
            "defaultModel": found.default_model_id,
            "maxModelsPerUser": found.max_models_per_user,
            "maxArchiveMb": found.dataset_max_size_mb,
            "maxFiles": found.dataset_max_count_files,
            "maxFileMb": found.dataset_max_size_single_file_mb,
            "fileTypes": found.dataset_files_type,
            "archiveTypes": found.dataset_type,
            "description": found.dataset_description,
        }

    def create(self, name, method, description="", public=False, addresses=()):
        return seen(self.training.create_model(method, name, description, public, list(addresses)))

    def get(self, model):
        return seen(self.training.get_model(model))

    def list(self, name="", method="", service="", creator="", statuses=None, public=None):
        wanted = statuses and [ModelStatus[status] for status in statuses]
        models = self.training.get_all_models(wanted, public, method, service, name, creator)
        return sorted((seen(model) for model in models), key=lambda model: model["id"])

    def update(self, model, name=None, description=None, addresses=None):
        return seen(self.training.update_model(model, name, description, addresses))

    def delete(self, model):
        return self.training.delete_model(model).name

    def validation_price(self, model):
        return str(self.training.validate_model_price(model))

    def training_price(self, model):
        return str(self.training.train_model_price(model))

    def upload(self, model, archive, price):
        return self.training.upload_and_validate(model, archive, int(price)).name

    def train(self, model, price):
        return self.training.train_model(model, int(price)).name

    def call(self, image, model=None):
        chosen = {"model_id": model} if model else {}
        reply = self.service.call_rpc("recognize", "RecognizeRequest", image=bytes.fromhex(image), **chosen)
        return {"label": reply.label, "confidence": reply.confidence, "model": reply.model_id}

    def channels(self):
        self.service.load_open_channels()
        return [
            {
                "id": str(channel.channel_id),
                "nonce": str(channel.state["current_nonce"]),
                "signed": str(channel.state["last_signed_amount"]),
                "value": str(channel.state["total_amount"]),
                "available": str(channel.state["available_amount"]),
            }
            for channel in self.service.update_channel_states()
        ]

    def free_calls_left(self):
        return self.service.get_free_calls_available()

    def deposit(self, amount):
        self.sdk.mpe_contract.deposit(self.sdk.account, int(amount))

    def abilities(self):
        return [name for name in dir(self.training) if not name.startswith("_")]

    def send_without_waiting(self):
        """An approval, by a private method: the public one waits 500 seconds for its receipt."""
        account = self.sdk.account
        sent = account._send_signed_transaction(account.token_contract.functions.approve, account.mpe_address, 1)
        return sent.to_0x_hex()

    @property
    def training(self):
        return self.service.training


def seen(model):
    """A model in the words that both peers use. Addresses are compared without the case of their letters."""
    return {
        "id": model.model_id,
        "status": model.status.name,
        "name": model.name,
        "description": model.description,
        "method": f"{model.grpc_service_name}/{model.grpc_method_name}",
        "public": model.is_public,
        "addresses": sorted(address.lower() for address in model.address_list),
        "createdBy": model.created_by_address.lower(),
        "updatedBy": model.updated_by_address.lower(),
        "createdOn": model.created_date,
        "updatedOn": model.updated_date,
    }


def multiaddress(url):
    host, port = url.rstrip("/").removeprefix("http://").split(":")
    return f"/ip4/{host}/tcp/{port}/http"


def read_steps(steps):
    for line in sys.stdin:
        steps.put(json.loads(line))
    os._exit(0)  # the client has no deadlines: a step that hangs must not keep this process alive


def main():
    steps = queue.Queue()
    threading.Thread(target=read_steps, args=(steps,), daemon=True).start()
    official = Official()
    while True:
        step = steps.get()
        try:
            reply = {"result": getattr(official, step.pop("do"))(**step)}
        except Exception as failure:  # whatever the client raises is an answer
            reply = {"error": type(failure).__name__, "message": str(failure)}
        print(json.dumps(reply), file=answers)


main()
