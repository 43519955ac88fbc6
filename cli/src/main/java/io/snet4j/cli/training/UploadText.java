package io.snet4j.cli.training;

import io.snet4j.dataset.UploadProgress;
import io.snet4j.internal.text.SizeText;
import io.snet4j.internal.text.TimeText;
import java.time.Duration;
import java.util.Locale;

/** How far an upload is: {@code 45%, 3.1 MiB of 7 MiB, 1.2 MiB/s, 4 seconds left}. */
final class UploadText {
    private static final int PERCENT = 100;

    private UploadText() {}

    static String of(UploadProgress sent) {
        String far = String.format(
                Locale.ROOT,
                "%d%%, %s of %s",
                (long) (sent.fraction() * PERCENT),
                SizeText.about(sent.bytesSent()),
                SizeText.about(sent.bytesTotal()));
        double seconds =
                sent.elapsed().toNanos() / (double) Duration.ofSeconds(1).toNanos();
        if (sent.bytesSent() == 0 || seconds == 0) {
            return far;
        }
        double rate = sent.bytesSent() / seconds;
        Duration left = Duration.ofSeconds(Math.round((sent.bytesTotal() - sent.bytesSent()) / rate));
        return far + ", " + SizeText.about(Math.round(rate)) + "/s"
                + (left.isZero() ? "" : ", " + TimeText.of(left) + " left");
    }
}
