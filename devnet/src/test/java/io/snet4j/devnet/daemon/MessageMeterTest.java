package io.snet4j.devnet.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.linecorp.armeria.common.HttpData;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageMeterTest {
    private final MessageMeter meter = MessageMeter.ofStream(100, false);

    private static byte[] messages(int... lengths) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream stream = new DataOutputStream(bytes);
        try {
            for (int length : lengths) {
                stream.writeByte(0);
                stream.writeInt(length);
                stream.write(new byte[Math.min(length, 200)]);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void theFirstMessageIsWholeWithItsLastByteHoweverItIsCut(int step) {
        byte[] bytes = messages(100, 0, 1, 99, 0, 0);
        for (int at = 0; at < bytes.length; at += step) {
            int end = Math.min(at + step, bytes.length);
            meter.measure(HttpData.wrap(Arrays.copyOfRange(bytes, at, end)));
            assertThat(meter.hasFirst()).as("after %d bytes", end).isEqualTo(end >= 105);
        }
        assertThat(meter.failure()).isEmpty();
    }

    @Test
    void anEmptyMessageIsWholeWithItsHead() {
        meter.measure(HttpData.wrap(messages(0)));
        assertThat(meter.hasFirst()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, Integer.MAX_VALUE, -1})
    void aMessageOverTheLimitIsRefusedByItsHead(int length) {
        byte[] head = Arrays.copyOf(messages(3, length < 0 ? 0 : length), 13);
        if (length < 0) {
            Arrays.fill(head, 9, 13, (byte) 0xff);
        }
        GrpcFailure failure = catchThrowableOfType(GrpcFailure.class, () -> meter.measure(HttpData.wrap(head)));
        assertThat(failure.code()).isEqualTo(8);
        assertThat(failure.text())
                .isEqualTo("grpc: received message larger than max (" + Integer.toUnsignedString(length) + " vs. 100)");
        assertThat(meter.failure()).contains(failure);
    }
}
