package io.snet4j.devnet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The creation code that the build took from the published packages. */
final class ContractCode {
    private ContractCode() {}

    /** @throws DevnetException if it was not built into this jar */
    static byte[] of(String contract) {
        try (InputStream in = ContractCode.class.getResourceAsStream("contracts/" + contract + ".hex")) {
            if (in == null) {
                throw new DevnetException("the contracts were not built into snet4j-devnet, because Node was missing;"
                        + " install Node 20 or newer and build it again");
            }
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
