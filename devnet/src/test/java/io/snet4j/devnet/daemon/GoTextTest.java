package io.snet4j.devnet.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.snet4j.value.Address;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "010, 8",
        "0x1F, 31",
        "0B101, 5",
        "0o17, 15",
        "-5, -5",
        "+5, 5",
        "0x_1f, 31",
        "0_7, 7",
        "5_4, 54",
        "115792089237316195423570985008687907853269984665640564039457584007913129639935,"
                + " 115792089237316195423570985008687907853269984665640564039457584007913129639935"
    })
    void integersAreReadByTheirPrefix(String text, BigInteger value) {
        assertThat(GoText.parseInteger(text)).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+", "089", "1a", "0x", "0b2", " 1", "1 ", "1__0", "_1", "1_", "-_1", "0x1_", "0x1__1", "--1",
                "٣"
            })
    void anythingElseIsNoInteger(String text) {
        assertThat(GoText.parseInteger(text)).isEmpty();
    }

    @Test
    void statusesReadAsGoWritesThem() {
        assertThat(GoText.error(Status.FAILED_PRECONDITION.withDescription("no").asRuntimeException()))
                .isEqualTo("rpc error: code = FailedPrecondition desc = no");
        assertThat(GoText.error(Status.CANCELLED.asException())).isEqualTo("rpc error: code = Canceled desc = ");
        assertThat(GoText.rpcError(Status.Code.OK, "")).isEqualTo("rpc error: code = OK desc = ");
    }

    @ParameterizedTest
    @CsvSource({
        "0x00000000000000000000000000000000000000ff, 0x00000000000000000000000000000000000000ff",
        "ff, 0x00000000000000000000000000000000000000ff",
        "0xf, 0x000000000000000000000000000000000000000f",
        "0x11220000000000000000000000000000000000000033, 0x0000000000000000000000000000000000000033",
        "nothing, 0x0000000000000000000000000000000000000000",
    })
    void addressesAreReadLeniently(String text, String address) {
        assertThat(Signers.parse(text)).isEqualTo(Address.parse(address));
    }
}
