package io.snet4j.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.value.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What stands open in a keystore file. */
public final class KeystoreText {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADDRESS = "address";

    private KeystoreText() {}

    /** Whose key it is; empty if the file does not say so, as some wallets' do not. */
    public static Optional<Address> address(Path file) {
        try {
            String named = JSON.readTree(Files.readString(file)).path(ADDRESS).asText();
            return Optional.of(Address.parse(named.startsWith("0x") ? named : "0x" + named));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with the address, so that nobody needs the password to see whose key it is. */
    public static String withAddress(String keystore, Address address) {
        try {
            JsonNode root = JSON.readTree(keystore);
            if (root instanceof ObjectNode fields && root.path(ADDRESS).asText().isEmpty()) {
                fields.put(ADDRESS, address.toString().substring(2).toLowerCase(Locale.ROOT));
            }
            return root.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it was read as JSON before", e);
        }
    }
}
