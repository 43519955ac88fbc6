package io.snet4j.dataset;

import io.snet4j.dataset.FolderPages.Part;
import io.snet4j.dataset.FolderPages.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One request and its answer, as far as they go without blocking. */
final class FolderConnection implements Closeable {
    private static final int MAX_HEAD = 16 << 10;

    /** Of one's share, before it is another's turn. */
    private static final long SLICE = 1 << 20;

    private enum Phase {
        ASKED,
        ANSWERED,
        /** What is still unread would take the answer's last bytes with it if the connection were closed at once. */
        ENDING
    }

    private final SocketChannel socket;
    private final FolderPages pages;
    private final StringBuilder head = new StringBuilder();
    private final ByteBuffer in = ByteBuffer.allocate(4 << 10);
    private Phase phase = Phase.ASKED;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private @Nullable FileChannel file;
    private long from;
    private long left;
    private long phaseSince;
    private long takenInPhase;

    FolderConnection(SocketChannel socket, FolderPages pages, long now) {
        this.socket = socket;
        this.pages = pages;
        this.phaseSince = now;
    }

    /** Whether a request was read to its end, so that somebody is being served. */
    boolean isServed() {
        return phase == Phase.ANSWERED;
    }

    long since() {
        return phaseSince;
    }

    /** Goes on; closes itself when all is done. */
    void proceed(SelectionKey key, long now) throws IOException {
        if (phase == Phase.ANSWERED) {
            write(key, now);
        } else if (key.isReadable()) {
            read(key, now);
        }
    }

    private void read(SelectionKey key, long now) throws IOException {
        in.clear();
        if (socket.read(in) < 0) {
            close();
            return;
        }
        if (phase == Phase.ENDING) {
            return;
        }
        int known = Math.max(0, head.length() - 3);
        head.append(StandardCharsets.ISO_8859_1.decode(in.flip()));
        boolean complete = head.indexOf("\r\n\r\n", known) >= 0 || head.indexOf("\n\n", known) >= 0;
        if (complete || head.length() > MAX_HEAD) {
            Reply reply = complete ? pages.reply(head.toString()) : FolderPages.tooLarge();
            out = ByteBuffer.wrap(reply.head());
            if (reply.body().isPresent()) {
                Part part = reply.body().get();
                file = FileChannel.open(part.copy().file());
                from = part.from();
                left = part.length();
            }
            enter(Phase.ANSWERED, now);
            key.interestOps(SelectionKey.OP_WRITE);
            write(key, now);
        }
    }

    private void write(SelectionKey key, long now) throws IOException {
        takenInPhase += socket.write(out);
        if (out.hasRemaining()) {
            return;
        }
        if (left > 0 && file != null) {
            long count = file.transferTo(from, Math.min(SLICE, left), socket);
            if (count == 0 && file.size() <= from) {
                throw new IOException("the dataset was withdrawn");
            }
            from += count;
            left -= count;
            takenInPhase += count;
        }
        if (left == 0) {
            socket.shutdownOutput();
            enter(Phase.ENDING, now);
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void enter(Phase next, long now) {
        phase = next;
        phaseSince = now;
        takenInPhase = 0;
    }

    /** Whether the other side takes too long; to be asked now and then. */
    boolean isLate(FolderServer.Limits limits, long now) {
        if (phase != Phase.ANSWERED) {
            return now - phaseSince > limits.head().toNanos();
        }
        if (now - phaseSince <= limits.window().toNanos()) {
            return false;
        }
        boolean slow = takenInPhase < limits.leastPerWindow();
        phaseSince = now;
        takenInPhase = 0;
        return slow;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        if (file != null) {
            file.close();
        }
    }
}
