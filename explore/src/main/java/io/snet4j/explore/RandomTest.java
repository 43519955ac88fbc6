package io.snet4j.explore;

import java.util.OptionalLong;
import java.util.Random;

/**
 * Every random test, and how many rounds it has in {@code mvn verify}: with seeds 0, 1, 2, … there, so that each run
 * does the same. With {@code mvn -Pexplore verify} each has fresh seeds for an equal part of the time.
 */
public enum RandomTest {
    ARCHIVES(60_000),
    METADATA(15_000),
    SIGNATURES(200),
    SCRYPT(30),
    LOG_QUERIES(300),
    PROTOS(100_000),
    /** Of each round's five archives there are many variants. */
    DATASETS(30),
    PAYMENT_SEQUENCES(300),
    PAYMENT_LOAD(2),
    REPLICA_KILLS(3),
    CLIENT_KILLS(1),
    DEVNET_KILLS(10),
    DEMO_KILLS(10),
    PROVIDER_KILLS(10),
    PAID_PROVIDER_KILLS(5),
    CLAIM_KILLS(1),
    FLEET_FAULTS(15);

    private final int rounds;

    RandomTest(int rounds) {
        this.rounds = rounds;
    }

    int rounds() {
        return rounds;
    }

    /** One round. What it does follows from its seed. */
    @FunctionalInterface
    public interface Round {
        /** @param random made of the seed by {@link Seeds#random} */
        void run(long seed, Random random) throws Exception;
    }

    /**
     * One round after the other.
     *
     * @throws AssertionError at the first that fails, with its seed and how to repeat it
     */
    public void run(Round round) {
        Seeds seeds = seeds();
        for (OptionalLong next = seeds.next(); next.isPresent(); next = seeds.next()) {
            long seed = next.getAsLong();
            try {
                round.run(seed, Seeds.random(seed));
            } catch (Exception | Error e) {
                throw seeds.failed(seed, e);
            }
        }
        seeds.report();
    }

    /**
     * From here on the test's time runs.
     *
     * @throws org.opentest4j.TestAbortedException if another test is to be repeated
     */
    public Seeds seeds() {
        return seeds(0, 1);
    }

    /** Those of one of several threads that share the rounds, always in the same way. */
    public Seeds seeds(int part, int parts) {
        return Seeds.of(this, part, parts, System::getProperty, System::nanoTime);
    }
}
