package io.snet4j.provider;

import java.time.Duration;

/**
 * How many models are kept.
 *
 * @param all of everybody
 * @param perOwner of one owner, where the daemon says who that is
 * @param unused after that long a model that never got a dataset gives way, once a limit is reached
 */
record ModelLimits(int all, int perOwner, Duration unused) {}
