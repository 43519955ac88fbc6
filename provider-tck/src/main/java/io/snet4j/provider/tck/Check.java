package io.snet4j.provider.tck;

/** How one rule is checked. */
interface Check {
    /** @throws BrokenRule if the provider does not keep the rule */
    void run(Probe probe);
}
