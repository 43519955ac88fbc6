package io.snet4j.internal.loop;

/** How a call is paid. */
public enum Way {
    /** Its price is signed. */
    PER_CALL,
    /** With a part of a batch that was signed before. */
    PREPAID,
    /** As one of the user's free calls. */
    FREE,
    /** Not at all: its daemon takes no payment. */
    UNPAID,
    /** Not at all: it is one of the daemon's own methods, which cost nothing. */
    CONTROL,
    /** Not at all: it asks the daemon about payments. */
    QUESTION
}
