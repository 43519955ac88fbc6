package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.testing.Lines;
import io.snet4j.value.Address;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both types, with numbers, lengths and addresses at the edges of the encoding, beside another library. */
class TransactionVectorsTest {
    static Stream<List<String>> transactions() {
        return Lines.of("transaction-vectors.txt");
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void aTransactionIsSignedToTheByteAsElsewhere(List<String> vector) {
        assertThat(HexFormat.of().formatHex(identity(vector).signTransaction(transaction(vector))))
                .isEqualTo(vector.get(9));
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void whatWasSignedElsewhereIsTakenAsItIs(List<String> vector) {
        byte[] raw = HexFormat.of().parseHex(vector.get(9));

        assertThat(RawTransactions.verified(
                        transaction(vector), raw, identity(vector).address()))
                .hasValue(raw);
    }

    @ParameterizedTest
    @MethodSource("transactions")
    void whatHasAnotherByteIsNotTaken(List<String> vector) {
        for (int i = 0; i < 120; i++) {
            byte[] raw = HexFormat.of().parseHex(vector.get(9));
            raw[i % raw.length] ^= (byte) (1 << i % 8);

            assertThat(RawTransactions.verified(
                            transaction(vector), raw, identity(vector).address()))
                    .as("byte %d", i % raw.length)
                    .isEmpty();
        }
    }

    private static Identity identity(List<String> vector) {
        return Identity.ofPrivateKey(vector.get(0));
    }

    private static UnsignedTransaction transaction(List<String> vector) {
        BigInteger fee = new BigInteger(vector.get(4));
        return new UnsignedTransaction(
                Long.parseLong(vector.get(2)),
                new BigInteger(vector.get(3)),
                Optional.of(vector.get(7)).filter(to -> !to.isEmpty()).map(Address::parse),
                HexFormat.of().parseHex(vector.get(8)),
                new BigInteger(vector.get(6)),
                vector.get(1).equals("legacy")
                        ? new Fee.Legacy(fee)
                        : new Fee.Eip1559(fee, new BigInteger(vector.get(5))));
    }
}
