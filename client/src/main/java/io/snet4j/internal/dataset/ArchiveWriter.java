package io.snet4j.internal.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** Writes one file after the other. Closing ends the archive and closes what it is written to. */
interface ArchiveWriter extends Closeable {
    /** @return takes exactly {@code bytes} bytes until {@link #end} */
    OutputStream begin(String name, long bytes) throws IOException;

    void end() throws IOException;
}
