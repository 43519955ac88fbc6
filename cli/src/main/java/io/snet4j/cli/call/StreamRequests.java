package io.snet4j.cli.call;

import com.google.protobuf.DynamicMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where the requests of a stream come from. */
final class StreamRequests {
    private StreamRequests() {}

    /** All are there, and fit, before the call begins. */
    static StreamCall.Source ready(RequestMaker maker, List<String> lines) {
        Iterator<DynamicMessage> all = IntStream.range(0, lines.size())
                .mapToObj(i -> maker.make(i + 1, lines.get(i)))
                .toList()
                .iterator();
        return () -> all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }

    /** They come while the call runs, as its answers may be what the next one depends on. The first is waited for. */
    static StreamCall.Source live(RequestMaker maker, RequestText text) throws InterruptedException {
        try {
            Live live = new Live(maker, new LiveLines(text.open()));
            live.first = live.read();
            return live;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Live implements StreamCall.Source {
        private final RequestMaker maker;
        private final LiveLines lines;
        private Optional<DynamicMessage> first = Optional.empty();
        private int number;
        private boolean begun;

        private Live(RequestMaker maker, LiveLines lines) {
            this.maker = maker;
            this.lines = lines;
        }

        private Optional<DynamicMessage> read() throws InterruptedException {
            number++;
            return lines.next().map(line -> maker.make(number, line));
        }

        @Override
        public Optional<DynamicMessage> next() throws InterruptedException {
            if (begun) {
                return read();
            }
            begun = true;
            return first;
        }

        @Override
        public void stop() {
            lines.stop();
        }
    }
}
