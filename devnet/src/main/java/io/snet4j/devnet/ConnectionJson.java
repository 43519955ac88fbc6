package io.snet4j.devnet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.chain.GroupId;
import io.snet4j.devnet.DevnetConnection.Account;
import io.snet4j.devnet.DevnetConnection.Contracts;
import io.snet4j.errors.InvalidRequestException;
import io.snet4j.identity.Identity;
import io.snet4j.value.Address;
import io.snet4j.value.BlockCount;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The JSON form of a {@link DevnetConnection}. */
final class ConnectionJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConnectionJson() {}

    static String write(DevnetConnection connection) {
        ObjectNode root = JSON.createObjectNode();
        root.put("rpcUrl", connection.rpcUrl().toString()).put("chainId", connection.chainId());
        root.putObject("contracts")
                .put("mpe", connection.contracts().mpe().toString())
                .put("registry", connection.contracts().registry().toString())
                .put("token", connection.contracts().token().toString());
        root.put("ipfsUrl", connection.ipfsUrl().toString())
                .put("daemonUrl", connection.daemonUrl().toString())
                .put("orgId", connection.orgId())
                .put("serviceId", connection.serviceId())
                .put("groupName", connection.groupName())
                .put("groupId", connection.groupId().toString())
                .put("serviceUrl", connection.serviceUrl().toString())
                .put("modelServiceUrl", connection.modelServiceUrl().toString());
        connection.channelLife().ifPresent(blocks -> root.put("channelLife", blocks.value()));
        ArrayNode accounts = root.putArray("accounts");
        for (Account account : connection.accounts()) {
            accounts.addObject()
                    .put("role", account.role())
                    .put("address", account.address().toString())
                    .put("privateKey", account.privateKey());
        }
        return root.toString();
    }

    static DevnetConnection read(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new InvalidRequestException("the description of the network is no JSON: " + e.getOriginalMessage());
        }
        return new DevnetConnection(
                field(root, "/rpcUrl", URI::create),
                field(root, "/chainId", Long::valueOf),
                new Contracts(
                        field(root, "/contracts/mpe", Address::parse),
                        field(root, "/contracts/registry", Address::parse),
                        field(root, "/contracts/token", Address::parse)),
                field(root, "/ipfsUrl", URI::create),
                field(root, "/daemonUrl", URI::create),
                field(root, "/orgId", text -> text),
                field(root, "/serviceId", text -> text),
                field(root, "/groupName", text -> text),
                field(root, "/groupId", GroupId::parse),
                field(root, "/serviceUrl", URI::create),
                field(root, "/modelServiceUrl", URI::create),
                accounts(root),
                root.hasNonNull("channelLife")
                        ? Optional.of(field(root, "/channelLife", BlockCount::parse))
                        : Optional.empty());
    }

    private static List<Account> accounts(JsonNode root) {
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < root.path("accounts").size(); i++) {
            String path = "/accounts/" + i;
            String key = field(root, path + "/privateKey", text -> text);
            Account account = new Account(
                    field(root, path + "/role", text -> text), field(root, path + "/address", Address::parse), key);
            if (!addressOf(key, path).equals(account.address())) {
                throw new InvalidRequestException("the description of the network is wrong at " + path
                        + ": the private key is not that of " + account.address());
            }
            accounts.add(account);
        }
        return accounts;
    }

    private static Address addressOf(String key, String path) {
        try {
            return Identity.ofPrivateKey(key).address();
        } catch (IllegalArgumentException e) {
            // Without the cause, in case a library repeats the key.
            throw new InvalidRequestException(
                    "the description of the network is wrong at " + path + "/privateKey: not a private key");
        }
    }

    private static <T> T field(JsonNode root, String path, Function<String, T> read) {
        JsonNode node = root.at(path);
        if (!node.isValueNode() || node.isNull() || node.asText().isEmpty()) {
            throw new InvalidRequestException("the description of the network has no " + path.substring(1)
                    + "; expected what `snet4j devnet --json` prints");
        }
        try {
            return read.apply(node.asText());
        } catch (IllegalArgumentException e) {
            throw new InvalidRequestException(
                    "the description of the network is wrong at " + path.substring(1) + ": " + e.getMessage(), e);
        }
    }
}
