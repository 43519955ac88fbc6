package io.snet4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A keystore file that asks for no work, as the tests would otherwise wait a second for each key. */
public final class TestKeystore {
    public static final String PASSWORD = "testpassword";
    public static final String ADDRESS = "0x008AeEda4D805471dF9b2A5B0f38A0C3bCBA786b";

    private static final String CONTENT =
            """
            {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},
             "ciphertext":"5e38d6ae30ee6c8e2b4def2e3d6360f818ed8d94cee2ac5020081ca0d137c23a","kdf":"pbkdf2",
             "kdfparams":{"c":7,"dklen":32,"prf":"hmac-sha256",
              "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},
             "mac":"2347ae3f4d2867f53a2a41111817eb936b56c4d970cc1fc9311a58e1a4889e48"},
             "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}
            """;

    private TestKeystore() {}

    /** Without an address, as some wallets write it. */
    public static Path in(Path folder) throws IOException {
        return Files.writeString(folder.resolve("wallet.json"), CONTENT);
    }

    /** For {@code SNET4J_KEYSTORE_PASSWORD_FILE}. */
    public static Path password(Path folder) throws IOException {
        return Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }
}
