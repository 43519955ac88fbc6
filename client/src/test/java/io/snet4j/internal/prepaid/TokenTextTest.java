package io.snet4j.internal.prepaid;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.snet4j.internal.free.FreeCallToken;
import io.snet4j.value.BlockNumber;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Tokens are worth money, and do not get into logs. */
class TokenTextTest {
    @Test
    void noTokenIsInItsText() {
        assertThat(PrepaidToken.of("secret.of.mine", Instant.EPOCH)).asString().doesNotContain("secret");
        assertThat(new FreeCallToken(ByteString.copyFromUtf8("secret"), BlockNumber.ofUnsigned(-1)))
                .asString()
                .doesNotContain("secret")
                .contains("18446744073709551615");
    }
}
