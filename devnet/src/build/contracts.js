// Writes the creation code of the three contracts as hexadecimal text: contracts.js NODE_MODULES OUT
// The package of the token has runtime code only, which cannot be deployed, so its source is compiled here.
"use strict";
const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const [modules, out] = process.argv.slice(2).map((folder) => path.resolve(folder));

// What the published source gives with the published compiler; another result means another contract.
const FETCH_TOKEN_SHA256 = "c287118552f012a1bbeea5e5d8cc16fc83cab7fbe7fc7d060711bc48807ef01b";

function compileFetchToken() {
  const solc = require(path.join(modules, "solc"));
  const source = path.join(modules, "singularitynet-token-contracts/sol/FetchToken.sol");
  const input = {
    language: "Solidity",
    sources: { "FetchToken.sol": { content: fs.readFileSync(source, "utf8") } },
    settings: {
      optimizer: { enabled: true, runs: 200 },
      outputSelection: { "*": { FetchToken: ["evm.bytecode.object"] } },
    },
  };
  const result = JSON.parse(solc.compile(JSON.stringify(input)));
  const failed = (result.errors || []).filter((error) => error.severity === "error");
  if (failed.length > 0) throw new Error(failed[0].formattedMessage);
  const code = result.contracts["FetchToken.sol"].FetchToken.evm.bytecode.object;
  const hash = crypto.createHash("sha256").update(code).digest("hex");
  if (hash !== FETCH_TOKEN_SHA256) throw new Error("FetchToken compiled to another code: sha-256 " + hash);
  return code;
}

function published(contract) {
  const file = path.join(modules, "singularitynet-platform-contracts/bytecode", contract + ".json");
  return JSON.parse(fs.readFileSync(file, "utf8")).replace(/^0x/, "");
}

try {
  fs.writeFileSync(path.join(out, "FetchToken.hex"), compileFetchToken());
  fs.writeFileSync(path.join(out, "MultiPartyEscrow.hex"), published("MultiPartyEscrow"));
  fs.writeFileSync(path.join(out, "Registry.hex"), published("Registry"));
} catch (error) {
  console.error("devnet: " + error.message);
  process.exit(1);
}
process.exit(0);
