package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.snet4j.explore.RandomTest;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScryptTest {
    @Tag("explore")
    @Test
    void itAgreesWithBouncyCastleWhereThatAnswers() {
        RandomTest.SCRYPT.run((seed, random) -> {
            byte[] secret = new byte[random.nextInt(40)];
            byte[] salt = new byte[1 + random.nextInt(40)];
            random.nextBytes(secret);
            random.nextBytes(salt);
            int n = 2 << random.nextInt(8);
            int r = 1 + random.nextInt(8);
            int p = 1 + random.nextInt(3);
            int length = 32 + random.nextInt(33);

            assertThat(Scrypt.derive(secret, salt, n, r, p, length))
                    .isEqualTo(SCrypt.generate(secret, salt, n, r, p, length));
        });
    }
}
