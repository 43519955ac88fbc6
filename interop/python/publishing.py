"""Organizations and services published and changed by each of three clients, read and called by the others."""

import copy
import random

from datasets import drawing

METHOD = "recognize"
IMAGE = drawing("cross", random.Random(11)).hex()
CHANNEL_FET = "0.01"


def play(stage, checks):
    ours = stage.ours
    for role in ("consumer", "provider"):
        stage.chain.send_nothing(stage.account(role)["address"])  # a fresh account's first transaction, as in story.py
    group = ours.documents(**devnet(stage))["organization"]["groups"][0]
    protos = ours.protos(folder=str(stage.folder / "protos"))
    publishers = {
        "ours": Ours(ours),
        "python": Python(stage.official("publisher", "provider")),
        "snet-cli": Cli(stage.command_line("publisher-cli", "provider"), stage.account("provider")["address"]),
    }
    callers = {
        "ours": ours,
        "python": stage.official("caller", "consumer"),
        "snet-cli": stage.command_line("caller-cli", "consumer"),
    }
    channel = OneChannel(stage, group)
    for name, publisher in publishers.items():
        checks.section(f"Published by {name}")
        published = Published(name, group, stage.devnet)
        publisher.publish(published, protos)
        read_by_all(checks, published, publishers)
        call_by_all(checks, published, callers, channel)
        for other, editor in publishers.items():
            change(checks, published, publishers, other, editor)
    fields_of_others(checks, published, publishers)


def devnet(stage):
    return {"organization": stage.devnet["orgId"], "service": stage.devnet["serviceId"]}


class Published:
    """What one client publishes: every field that the official clients know, at the devnet's group and daemon."""

    def __init__(self, name, group, devnet):
        self.id = f"{name}-org"
        self.service_id = f"{name}-digits"
        self.devnet = devnet
        self.organization = {
            "org_name": f"An organization by {name}",
            "org_id": self.id,
            "org_type": "organization",
            "description": {
                "url": "https://example.org/about",
                "description": "It reads digits.\nSecond line, with ü, 漢 and \"quotes\".",
                "short_description": "It reads digits",
            },
            "assets": {"hero_image": "ipfs://QmNW2jjz11enwbRrF1mJ2LdaQPeZVEtmKU8Uq7kpEkmXCc"},
            "contacts": [
                {"contact_type": "support", "email": "help@example.org", "phone": "+1 555 0100"},
                {"contact_type": "general", "email": "hello@example.org", "phone": ""},
            ],
            "groups": [with_storage(group)],
        }
        self.service = {
            "version": 1,
            "display_name": f"Digits by {name}",
            "encoding": "proto",
            "service_type": "grpc",
            "groups": [
                {
                    "group_name": group["group_name"],
                    "group_id": group["group_id"],
                    "free_calls": 3,
                    "free_call_signer_address": devnet_account(devnet, "freeCallSigner"),
                    "daemon_addresses": [devnet_account(devnet, "freeCallSigner")],
                    "endpoints": [devnet["daemonUrl"]],
                    "pricing": [{"price_model": "fixed_price", "price_in_cogs": 10**14, "default": True}],
                }
            ],
            "service_description": {
                "url": "https://example.org/digits",
                "description": "Handwritten digits",
                "short_description": "Digits",
            },
            "media": [
                {
                    "order": 1,
                    "url": "https://example.org/digits.png",
                    "file_type": "image",
                    "alt_text": "hover_on_the_image_text",
                    "asset_type": "hero_image",
                }
            ],
            "contributors": [{"name": "A. Author", "email_id": "author@example.org"}],
            "tags": ["digits", "training"],
        }

    @property
    def names(self):
        return {"organization": self.id, "service": self.service_id}


def with_storage(group):
    storage = {"connection_timeout": "100s", "request_timeout": "5s", "endpoints": ["http://127.0.0.1:2379"]}
    payment = {**group["payment"], "payment_channel_storage_type": "etcd", "payment_channel_storage_client": storage}
    return {**group, "payment": payment}


def devnet_account(devnet, role):
    return next(account for account in devnet["accounts"] if account["role"] == role)["address"]


class Ours:
    def __init__(self, peer):
        self.peer = peer
        self.documents = peer.documents
        self.rename = peer.rename

    def publish(self, published, protos):
        self.peer.publish(
            organization=published.organization, service=published.service_id, metadata=published.service, protos=protos
        )


class Python(Ours):
    """The same steps."""


class Cli:
    def __init__(self, command_line, member):
        self.command_line = command_line
        self.member = member
        self.rename = command_line.rename
        self.extend = command_line.extend

    def documents(self, organization, service):
        return self.command_line.documents(organization, service)

    def publish(self, published, protos):
        self.command_line.publish(
            published.organization, published.service_id, published.service, protos, self.member
        )


def read_by_all(checks, published, publishers):
    of = publishers["ours"].documents(**published.names)
    checks.equal("ours reads the organization as it was given", of["organization"], published.organization)
    given = {key: of["service"].get(key) for key in published.service}
    checks.equal("and the service", given, published.service)
    for name in ("python", "snet-cli"):
        seen = publishers[name].documents(**published.names)
        for kind in ("organization", "service"):
            expected = same_fields(of[kind], seen[kind])
            checks.equal(f"{name} sees the same {kind}", seen[kind], expected)


def same_fields(document, other):
    """Without fields that the other one does not know, or adds empty."""
    if isinstance(document, dict) and isinstance(other, dict):
        known = {key: same_fields(value, other[key]) for key, value in document.items() if key in other}
        return {**known, **{key: value for key, value in other.items() if key not in document and not value}}
    if isinstance(document, list) and isinstance(other, list) and len(document) == len(other):
        return [same_fields(*pair) for pair in zip(document, other)]
    return document


class OneChannel:
    """The organizations share group and recipient, and so a channel, which the command line opens."""

    def __init__(self, stage, group):
        self.group = group["group_name"]
        self.opened = False

    def require(self, command_line, published):
        if not self.opened:
            command_line.open_channel(published.id, self.group, CHANNEL_FET)
            self.opened = True


def call_by_all(checks, published, callers, channel):
    cli = callers["snet-cli"]
    channel.require(cli, published)
    labels = [cli.call(published.id, published.service_id, channel.group, METHOD, IMAGE)]
    for name in ("python", "ours"):
        callers[name].open(**published.names)
        labels.append(callers[name].call(image=IMAGE)["label"])
    checks.equal("snet-cli, python and ours call it, and have one answer", labels, labels[:1] * 3)


def change(checks, published, publishers, name, editor):
    before = publishers["ours"].documents(**published.names)
    wanted = copy.deepcopy(before)
    wanted["organization"]["org_name"] = wanted["service"]["display_name"] = f"renamed by {name}"
    editor.rename(**published.names, name=f"renamed by {name}")
    after = publishers["ours"].documents(**published.names)
    checks.equal(f"renamed by {name}, with no field lost", after, wanted)


def fields_of_others(checks, published, publishers):
    """What none of the three knows, at each depth."""
    checks.section("Fields that no client knows")
    before = publishers["ours"].documents(**published.names)["service"]
    group, medium, person = before["groups"][0], before["media"][0], before["contributors"][0]
    unknown = {
        "x_text": "a text",
        "x_list": [1, None, {"deep": [True]}],
        "x_number": 12345678901234567890,
        "x_object": {"of": {"others": "theirs"}},
        "service_description": {**before["service_description"], "x_audience": "everybody"},
        "groups": [{**group, "x_region": "eu", "pricing": [{**group["pricing"][0], "x_currency": "FET"}]}],
        "media": [{**medium, "x_width": 640}],
        "contributors": [{**person, "x_role": "author"}],
        "assets": {"x_logo": "https://example.org/logo.png"},
    }
    publishers["snet-cli"].extend(**published.names, fields=unknown)
    for name in ("ours", "snet-cli"):
        change(checks, published, publishers, name, publishers[name])
    publishers["python"].rename(**published.names, name="renamed by python")
    after = publishers["ours"].documents(**published.names)["service"]
    checks.equal("19 python loses them", [field for field in after if field.startswith("x_")], [])
