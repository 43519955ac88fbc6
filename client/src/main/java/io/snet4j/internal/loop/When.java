package io.snet4j.internal.loop;

/** What a rule of {@link Recovery} asks for beside way and reason. */
public enum When {
    REFUSED("the daemon refused the call"),
    OUR_PRICE("the price that it names is the one that is paid"),
    CLAIM_ON_ITS_WAY("a claim of the channel is on its way"),
    OTHER_TERMS("the page of the daemon that is called next says otherwise of payments"),
    SIGNED("the call is signed"),
    REPEATABLE("it may be sent again whatever became of it"),
    TIME_LEFT("there is time left");

    private final String words;

    When(String words) {
        this.words = words;
    }

    /** For documents. */
    String words() {
        return words;
    }
}
