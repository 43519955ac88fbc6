package io.snet4j.money;

import io.snet4j.explore.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Something that may happen to a payer, a provider or a daemon. Its numbers are taken modulo what there is to choose
 * from when it happens, so that any part of a sequence is a sequence.
 */
record Step(Kind kind, int which, int how) {
    enum Kind {
        /** One client buys one good, good or spoiled. */
        CALL(36),
        /** Both clients buy at the same time. */
        BOTH_CALL(6),
        /** The connection is cut between the daemon's commit and the client's look at the reply. */
        CALL_WITHOUT_REPLY(3),
        /** The provider refuses a call, and claims what was signed for it. */
        STEAL(3),
        /** The provider asks the daemon for a payment, and keeps it. */
        START_CLAIM(9),
        /** The provider's oldest payment that fits goes on chain, perhaps with the rest sent back. */
        MINE_CLAIM(8),
        /** By the payer, behind the clients' backs. */
        EXTEND(4),
        TOP_UP(4),
        EXTEND_AND_TOP_UP(2),
        /** A few blocks, or as many as a channel has left. */
        MINE_BLOCKS(6),
        /** Of a channel that has expired; of one that has not, it must be refused. */
        REFUND(5),
        RESTART_CLIENT(5),
        RESTART_DAEMON(2),
        /** Its store is gone, as with memory storage. */
        RESTART_DAEMON_WITHOUT_MEMORY(1);

        private static final int ALL =
                Arrays.stream(values()).mapToInt(kind -> kind.weight).sum();

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        private static Kind random(Random random) {
            int point = random.nextInt(ALL);
            for (Kind kind : values()) {
                point -= kind.weight;
                if (point < 0) {
                    return kind;
                }
            }
            throw new IllegalStateException("weights are counted wrongly");
        }
    }

    static List<Step> sequence(long seed) {
        Random random = Seeds.random(seed);
        int length = 20 + random.nextInt(8);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            steps.add(new Step(Kind.random(random), random.nextInt(1 << 20), random.nextInt(1 << 20)));
        }
        return steps;
    }

    @Override
    public String toString() {
        return kind + "(" + which + ", " + how + ")";
    }
}
