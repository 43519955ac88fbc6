package io.snet4j.publish;

import io.snet4j.errors.InvalidRequestException;

/**
 * What a plan would do is not what was planned: somebody changed the Registry meanwhile. Nothing was stored and nothing
 * was sent; plan again.
 *
 * @since 0.1.0
 */
public final class PlanOutdatedException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    private final transient PublishPlan now;

    PlanOutdatedException(PublishPlan planned, PublishPlan now) {
        super("the plan was to " + planned.action() + ", now it is to " + now.action() + " with "
                + now.differences().size() + " differences instead of "
                + planned.differences().size() + ": somebody published meanwhile; look at the new plan");
        this.now = now;
    }

    /** What the same change would do now. */
    public PublishPlan now() {
        return now;
    }
}
