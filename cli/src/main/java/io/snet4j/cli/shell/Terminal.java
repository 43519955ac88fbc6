package io.snet4j.cli.shell;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Which streams are terminals, and how to talk to one. Java tells only of input and output together, so the launcher
 * says which they are.
 */
public interface Terminal {
    /** The width of what is printed elsewhere. */
    int PLAIN_WIDTH = 100;

    boolean isIn();

    boolean isOut();

    boolean isErr();

    /** In columns, at least 40; {@link #PLAIN_WIDTH} where there is none. */
    int width();

    /** Reads without showing what is typed. */
    char[] readSecret(String prompt);

    /** None of the streams is one. */
    static Terminal none() {
        return new Terminal() {
            @Override
            public boolean isIn() {
                return false;
            }

            @Override
            public boolean isOut() {
                return false;
            }

            @Override
            public boolean isErr() {
                return false;
            }

            @Override
            public int width() {
                return PLAIN_WIDTH;
            }

            @Override
            public char[] readSecret(String prompt) {
                throw new IllegalStateException("no terminal");
            }
        };
    }

    /** @param descriptors those of 0, 1 and 2 that are terminals */
    static Terminal of(String descriptors) {
        return new Terminal() {
            @Override
            public boolean isIn() {
                return descriptors.contains("0");
            }

            @Override
            public boolean isOut() {
                return descriptors.contains("1");
            }

            @Override
            public boolean isErr() {
                return descriptors.contains("2");
            }

            @Override
            public int width() {
                return isOut() || isErr() ? Math.max(40, columns()) : PLAIN_WIDTH;
            }

            @Override
            public char[] readSecret(String prompt) {
                Console console = System.console();
                char[] secret = console == null ? null : console.readPassword("%s", prompt);
                if (secret == null) {
                    throw new RefusedException("a password is needed, and there is no terminal to ask at;"
                            + " name its file by SNET4J_KEYSTORE_PASSWORD_FILE");
                }
                return secret;
            }
        };
    }

    private static int columns() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            stty.waitFor(1, TimeUnit.SECONDS);
            return Arrays.stream(size.split(" "))
                    .skip(1)
                    .mapToInt(Integer::parseInt)
                    // One that does not know says 0.
                    .filter(columns -> columns > 0)
                    .findFirst()
                    .orElse(80);
        } catch (IOException | NumberFormatException e) {
            return 80;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 80;
        }
    }
}
