package io.snet4j.cli;

import java.util.Map;

/**
 * Keeps the two network libraries from unpacking native code into the temporary folder, where a signal at the wrong
 * moment would leave it. On loopback there is nothing to be gained by it.
 */
final class NativeCode {
    private static final Map<String, String> OFF = Map.of(
            "com.linecorp.armeria.transportType", "nio",
            "com.linecorp.armeria.tlsEngineType", "jdk",
            "io.netty.transport.noNative", "true",
            "io.netty.handler.ssl.noOpenSsl", "true",
            "io.grpc.netty.shaded.io.netty.transport.noNative", "true",
            "io.grpc.netty.shaded.io.netty.handler.ssl.noOpenSsl", "true",
            // No native code, but as useless here: the JVM's flight recorder is loaded to tell it of buffers.
            "io.netty.jfr.enabled", "false",
            "io.grpc.netty.shaded.io.netty.jfr.enabled", "false");

    private NativeCode() {}

    /** Before any of it is loaded. What the user has set stays. */
    static void avoid() {
        OFF.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
