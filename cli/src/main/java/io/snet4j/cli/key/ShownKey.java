package io.snet4j.cli.key;

import io.snet4j.cli.settings.KeyStore;
import io.snet4j.cli.settings.KeystoreText;
import io.snet4j.cli.shell.Output;
import io.snet4j.value.Address;
import java.util.Optional;

/**
 * What may be told of a key.
 *
 * @param address empty if the file does not name it
 * @param used whether commands use it where no setting names another
 */
record ShownKey(String name, Optional<Address> address, String file, boolean used) {
    static ShownKey of(KeyStore keys, String name) {
        var file = keys.file(name);
        return new ShownKey(
                name, KeystoreText.address(file), file.toString(), keys.used().equals(Optional.of(name)));
    }

    void print(Output output) {
        output.field("name", name);
        output.field("address", address.map(Address::toString).orElse("-"));
        output.field("file", file);
        output.field("used", used ? "yes" : "no");
    }
}
