"""The official command line, unmodified, one process per command, with a home of its own."""

import json
import os
import re
import subprocess


class CommandLine:
    def __init__(self, program, home, devnet, private_key, log, deadline):
        self.program = program
        self.home = home
        self.log = log
        self.deadline = deadline
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("SNET_", "PYTHON"))}
        self.environment = {**kept, "HOME": str(home), "PYTHONWARNINGS": "ignore"}
        settings = home / ".snet"
        settings.mkdir(parents=True)
        (settings / "config").write_text(configuration(devnet, private_key))

    def run(self, *arguments):
        """What it prints. It tells a failure by its exit code, and by a line on its output."""
        command = [self.program, *arguments]
        done = subprocess.run(
            command,
            cwd=self.home,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=max(1.0, self.deadline.left()),
        )
        with open(self.log, "a") as log:
            log.write(f"{' '.join(arguments)}\n{done.stdout}\n")
        if done.returncode != 0:
            raise RuntimeError(f"snet {' '.join(arguments[:2])}: {done.stdout.strip()[-500:]}")
        return done.stdout

    def file(self, name, content):
        path = self.home / name
        path.write_text(json.dumps(content, indent=4))
        return str(path)

    def documents(self, organization, service):
        return {
            "organization": json.loads(self.run("organization", "print-metadata", organization)),
            "service": json.loads(self.run("service", "print-metadata", organization, service)),
        }

    def publish(self, organization, service, metadata, protos, member):
        """Lets the command line make what it can make; what it has no options for is written into its files."""
        id = organization["org_id"]
        file = self.file("organization.json", organization)
        self.run("organization", "create", id, "--metadata-file", file, "--members", member, "-y")
        file = str(self.home / "service.json")
        self.run("service", "metadata-init", protos, metadata["display_name"], "--metadata-file", file)
        with open(file) as made:
            made = json.load(made)
        self.file("service.json", {**metadata, **{key: made[key] for key in ("service_api_source", "mpe_address")}})
        self.run("service", "publish", id, service, "--metadata-file", file, "-y")

    def rename(self, organization, service, name):
        published = self.documents(organization, service)
        file = self.file("organization.json", {**published["organization"], "org_name": name})
        self.run("organization", "update-metadata", organization, "--metadata-file", file, "-y")
        self.extend(organization, service, {"display_name": name})

    def extend(self, organization, service, fields):
        """Sets fields of a service, whatever their names."""
        metadata = json.loads(self.run("service", "print-metadata", organization, service))
        file = self.file("service.json", {**metadata, **fields})
        self.run("service", "update-metadata", organization, service, "--metadata-file", file, "-y")

    def open_channel(self, organization, group, amount):
        self.run("account", "deposit", amount, "-y")
        self.run("channel", "open", organization, group, amount, "+20days", "-y")

    def call(self, organization, service, group, method, image):
        (self.home / "image.png").write_bytes(bytes.fromhex(image))
        parameters = json.dumps({"file@image": str(self.home / "image.png")})
        printed = self.run("client", "call", organization, service, group, method, parameters, "-y")
        return re.search(r'label: "(.*)"', printed)[1]


def configuration(devnet, private_key):
    """Its own commands have no word for the token's address, so the file is written."""
    host, port = devnet["ipfsUrl"].rstrip("/").removeprefix("http://").split(":")
    contracts = devnet["contracts"]
    return f"""
[ipfs]
default_ipfs_endpoint = /ip4/{host}/tcp/{port}/http

[filecoin]
filecoin_api_key =

[session]
network = devnet
identity = own

[network.devnet]
default_eth_rpc_endpoint = {devnet["rpcUrl"]}
default_gas_price = 2000000000
current_registry_at = {contracts["registry"]}
current_multipartyescrow_at = {contracts["mpe"]}
current_fetchtoken_at = {contracts["token"]}

[identity.own]
identity_type = key
private_key = {private_key}
network = devnet
default_wallet_index = 0
"""
