package io.snet4j.devnet.fault;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Content storage in trouble, or one that gives what it likes: stands in front of a real one, by Kubo's RPC interface
 * and by the paths of gateways. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FaultyStorage extends FaultyHttp {
    private static final String ARGUMENT = "arg=";
    private static final String IPFS = "/ipfs/";
    private static final int REMEMBERED = 10_000;

    private final URI storage;
    private final Deque<String> requests = new ArrayDeque<>();
    private volatile Function<String, Optional<byte[]>> instead = content -> Optional.empty();
    private volatile boolean damaging;

    private FaultyStorage(URI storage) {
        this.storage = storage;
    }

    /**
     * @param storage where the real one is, http
     * @throws IllegalStateException if no port can be had
     */
    public static FaultyStorage before(URI storage) {
        return new FaultyStorage(storage);
    }

    /**
     * Gives other bytes than what is asked for, whatever they are.
     *
     * @param content gets the content's id as it was asked for; empty for what the real storage gives. Runs on a thread
     *     of its own for each request
     */
    public FaultyStorage gives(Function<String, Optional<byte[]>> content) {
        instead = content;
        return this;
    }

    /** Gives content with its last byte changed, so that it is none of what its id names. */
    public FaultyStorage givesWrongContent() {
        damaging = true;
        return this;
    }

    /**
     * Verb, path and query of what was asked since {@link #forgetRequests}, oldest first; the last ten thousand of it.
     */
    public List<String> requests() {
        synchronized (requests) {
            return new ArrayList<>(requests);
        }
    }

    /** Begins {@link #requests} anew. */
    public void forgetRequests() {
        synchronized (requests) {
            requests.clear();
        }
    }

    @Override
    public void heal() {
        instead = content -> Optional.empty();
        damaging = false;
        super.heal();
    }

    @Override
    List<String> note(Asked asked) {
        synchronized (requests) {
            if (requests.size() == REMEMBERED) {
                requests.removeFirst();
            }
            requests.addLast(asked.verb() + " " + asked.path());
        }
        return List.of(asked.path());
    }

    @Override
    Answer answer(Asked asked) throws IOException, InterruptedException {
        Optional<String> id = contentId(asked.path());
        Optional<byte[]> other = id.flatMap(instead);
        if (other.isPresent()) {
            return new Answer(200, "text/plain", other.get());
        }
        Answer truth = pass(asked, storage.resolve(asked.path()));
        if (damaging && id.isPresent() && truth.body().length > 0) {
            truth.body()[truth.body().length - 1] ^= 1;
        }
        return truth;
    }

    private static Optional<String> contentId(String path) {
        int argument = path.indexOf(ARGUMENT);
        if (argument >= 0) {
            String value = path.substring(argument + ARGUMENT.length());
            int end = value.indexOf('&');
            String id = end < 0 ? value : value.substring(0, end);
            return Optional.of(id.startsWith(IPFS) ? id.substring(IPFS.length()) : id);
        }
        return path.startsWith(IPFS) ? Optional.of(path.substring(IPFS.length())) : Optional.empty();
    }
}
