package io.snet4j.dataset;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Gives out its target once. */
final class OneTarget implements Function<String, PresignedTarget> {
    private final PresignedTarget target;
    private final AtomicBoolean used = new AtomicBoolean();

    OneTarget(PresignedTarget target) {
        this.target = target;
    }

    @Override
    public PresignedTarget apply(String fileName) {
        if (used.getAndSet(true)) {
            throw new DatasetHostException("the pre-signed target " + PresignedTarget.shown(target.put())
                    + " has been used; a second dataset would replace the first. Give a fresh one for each dataset");
        }
        return target;
    }
}
