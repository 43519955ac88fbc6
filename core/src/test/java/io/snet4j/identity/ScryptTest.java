package io.snet4j.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;

class ScryptTest {
    @Test
    void itAgreesWithBouncyCastleWhereThatAnswers() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 30; i++) {
            byte[] secret = new byte[random.nextInt(40)];
            byte[] salt = new byte[1 + random.nextInt(40)];
            random.nextBytes(secret);
            random.nextBytes(salt);
            int n = 2 << random.nextInt(8);
            int r = 1 + random.nextInt(8);
            int p = 1 + random.nextInt(3);
            int length = 32 + random.nextInt(33);

            assertThat(Scrypt.derive(secret, salt, n, r, p, length))
                    .as("seed %d, round %d", seed, i)
                    .isEqualTo(SCrypt.generate(secret, salt, n, r, p, length));
        }
    }
}
