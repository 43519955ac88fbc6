package io.snet4j.observe;

import io.snet4j.internal.listen.ListenerGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Two listeners, neither of which can harm who tells them. */
record BothListeners(SnetListener first, SnetListener second) implements SnetListener {
    private static final Logger LOG = LoggerFactory.getLogger(SnetListener.class);

    @Override
    public void onRequest(Request request) {
        quietly(() -> first.onRequest(request));
        quietly(() -> second.onRequest(request));
    }

    @Override
    public void onCall(Call call) {
        quietly(() -> first.onCall(call));
        quietly(() -> second.onCall(call));
    }

    @Override
    public void onLogSearch(LogSearch progress) {
        quietly(() -> first.onLogSearch(progress));
        quietly(() -> second.onLogSearch(progress));
    }

    private static void quietly(Runnable tell) {
        ListenerGuard.tell(LOG, "a listener", tell);
    }
}
