package io.snet4j.state.jdbc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What a daemon does with payments, and no more: takes exactly the price more than what it holds, and says what that
 * is. It remembers the highest amount that it ever saw a signature for, taken or not.
 */
final class ChaosDaemon implements AutoCloseable {
    static final long PRICE = 3;

    private final ServerSocket socket;
    private final Map<Long, Long> accepted = new HashMap<>();
    private final Map<Long, Long> highest = new HashMap<>();
    private final Map<String, Long> served = new HashMap<>();
    private final Map<String, Long> tries = new HashMap<>();

    ChaosDaemon() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::acceptAll);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "chaos daemon");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void acceptAll() {
        try {
            while (!socket.isClosed()) {
                Socket customer = socket.accept();
                start(() -> serve(customer));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Each line is a customer, a channel and an amount, or a question mark; the answer is what is accepted then. A
     * customer also says that it tries to pay, and that its budget is used up.
     */
    private void serve(Socket customer) {
        try (customer;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(customer.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(customer.getOutputStream(), true, StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ");
                long channel = Long.parseLong(words[1]);
                out.println(answer(words[0], channel, words[2]));
            }
        } catch (IOException e) {
            // A customer was killed.
        }
    }

    private long answer(String customer, long channel, String what) {
        return switch (what) {
            case "?" -> accepted(channel);
            case "try" -> count(tries, customer);
            case "refused" -> count(served, customer);
            default -> pay(customer, channel, Long.parseLong(what));
        };
    }

    private synchronized long count(Map<String, Long> counts, String customer) {
        return counts.merge(customer, 1L, Long::sum);
    }

    private synchronized long pay(String customer, long channel, long amount) {
        highest.merge(channel, amount, Math::max);
        if (amount == accepted(channel) + PRICE) {
            accepted.put(channel, amount);
            served.merge(customer, 1L, Long::sum);
        }
        return accepted(channel);
    }

    synchronized long accepted(long channel) {
        return accepted.getOrDefault(channel, 0L);
    }

    synchronized long highest(long channel) {
        return highest.getOrDefault(channel, 0L);
    }

    /** How often a customer began to pay. */
    synchronized long tries(String customer) {
        return tries.getOrDefault(customer, 0L);
    }

    /** Calls of a customer that were served, or beyond the budget. */
    synchronized long served(String customer) {
        return served.getOrDefault(customer, 0L);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
