package io.snet4j;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What can be set without code, by an environment variable or a line of a properties file. docs/configuration.md is
 * this table in words.
 */
enum Setting {
    NETWORK("mainnet, sepolia or local"),
    CHAIN_ID("with NETWORK=local: the chain's id"),
    REGISTRY("address of the Registry contract; over the network's own"),
    ESCROW("address of the MultiPartyEscrow contract; over the network's own"),
    TOKEN("address of the token contract; over the network's own"),
    FIRST_LOG_BLOCK("the block from which channels are searched; over the network's own"),
    RPC("the Ethereum node, http or https"),
    CONFIRMATIONS("blocks that must hold a transaction"),
    CHECK_BLOCKS_BY_CLOCK("false to believe the node's latest block whatever this machine's clock says"),
    STORAGE("URIs of storages with commas between; those that end in /ipfs/ are gateways"),
    PRIVATE_KEY("the payer's key, 64 hexadecimal digits"),
    KEYSTORE("file with the payer's key, encrypted (Web3 v3)"),
    KEYSTORE_PASSWORD_FILE("file whose first line is the key store's password"),
    MNEMONIC_FILE("file with the payer's BIP-39 words"),
    MNEMONIC_PATH("BIP-32 path of the payer's account"),
    MNEMONIC_PASSPHRASE_FILE("file whose first line is the BIP-39 passphrase, if the words have one"),
    REMOTE_SIGNER("JSON-RPC of a signer that keeps the payer's key"),
    REMOTE_SIGNER_ADDRESS("the payer's address at the remote signer"),
    SIGNER_PRIVATE_KEY("the key that signs payments, if it is not the payer's"),
    LIMIT_PER_CALL("spending limit per call, in cogs"),
    LIMIT_TOTAL("spending limit of the client, in cogs"),
    LIMIT_DEPOSIT("what a payment channel may be filled up to, in cogs"),
    LIMIT_EXPIRATION("how far ahead a channel may expire, in blocks"),
    LIMIT_FEE("the most that one transaction may cost in fees, in wei"),
    LIMIT_FEES("the most that all transactions of the client may cost in fees, in wei"),
    LIMIT_BUDGETS(
            "budgets with commas between, in cogs: AMOUNT [per hour, day or month] [for ORGANIZATION[/SERVICE[/MODEL]]]"),
    LIMIT_ALLOW("the only organizations and services that are paid, with commas between: ORGANIZATION[/SERVICE]"),
    LIMIT_DENY("organizations and services that are not paid, with commas between: ORGANIZATION[/SERVICE]"),
    CALL_DEADLINE("for each call, and for opening a service, as PT2M or in seconds"),
    STATE_DIR("folder for channels and what was signed"),
    AUDIT_FILE("file to which payments are appended"),
    ALLOW_PLAINTEXT("true to call http daemons beyond this machine"),
    ALLOW_PRIVATE_ENDPOINTS("true to call daemons that metadata puts at loopback and private addresses"),
    TLS_TRUSTED("PEM file of the authorities that daemons are believed by"),
    TLS_CERTIFICATE("PEM file of the client's certificate and its chain"),
    TLS_KEY("PEM file of that certificate's key, PKCS#8"),
    MAX_MESSAGE_BYTES("what one answer of a service may hold, in bytes"),
    REUSABLE_AUTHORIZATIONS("false to sign each read of a model anew");

    private static final String VARIABLE_PREFIX = "SNET4J_";
    private static final String PROPERTY_PREFIX = "snet4j.";

    private final String meaning;

    Setting(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    /** {@code SNET4J_CALL_DEADLINE}. */
    String variable() {
        return VARIABLE_PREFIX + name();
    }

    /** {@code snet4j.call-deadline}. */
    String property() {
        return PROPERTY_PREFIX + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Setting> ofProperty(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.property().equals(key))
                .findFirst();
    }
}
