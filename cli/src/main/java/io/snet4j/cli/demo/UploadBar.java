package io.snet4j.cli.demo;

import io.snet4j.internal.text.SizeText;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Bytes, rate and time left of an upload. In place on a terminal; a line for each quarter otherwise. */
final class UploadBar implements AutoCloseable {
    private static final int KIBIBYTE = 1 << 10;
    private static final int QUARTERS = 4;

    private final Stopwatch watch = new Stopwatch();
    private final ProgressBar bar;
    private final PrintStream out;
    private final boolean terminal;
    private final long total;
    private volatile String rendered = "";
    private long quarter;

    UploadBar(PrintStream out, boolean terminal, long total) {
        this.out = out;
        this.terminal = terminal;
        this.total = total;
        var consumer = terminal
                ? new ConsoleProgressBarConsumer(out, Narrator.WIDTH)
                : new DelegatingProgressBarConsumer(line -> rendered = line, Narrator.WIDTH);
        bar = new ProgressBarBuilder()
                .setTaskName(" ".repeat(10) + "upload")
                .setInitialMax(total)
                .setUnit(" KiB", KIBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(consumer)
                .build();
    }

    void sent(long bytes) {
        bar.stepTo(bytes);
        // The library's own rate counts in whole seconds and is silent before the first.
        bar.setExtraMessage(rate(bytes));
        if (!terminal && total > 0 && bytes * QUARTERS / total > quarter) {
            quarter = bytes * QUARTERS / total;
            bar.refresh();
            out.println(rendered.stripTrailing());
            out.flush();
        }
    }

    private String rate(long bytes) {
        return " " + SizeText.about(bytes * 1000 / Math.max(1, watch.elapsed().toMillis())) + "/s";
    }

    @Override
    public void close() {
        bar.close();
        if (terminal) {
            out.flush();
        }
    }
}
