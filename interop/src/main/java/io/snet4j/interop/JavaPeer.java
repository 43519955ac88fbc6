package io.snet4j.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.cli.demo.DigitsHost;
import io.snet4j.junit.TestNetwork;
import io.snet4j.junit.TestSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Starts a devnet and prints its connection; then answers one step per line, until its input ends. */
public final class JavaPeer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JavaPeer() {}

    /** @param arguments how many free calls each user has */
    public static void main(String[] arguments) throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(lines), "steps");
        reader.setDaemon(true);
        reader.start();
        int freeCalls = Integer.parseInt(arguments[0]);
        try (TestSession net = TestNetwork.alone(TestNetwork.Options.longChannels(), new DigitsHost())
                        .freeCalls(freeCalls)
                        .start();
                Steps steps = new Steps(net.connection())) {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            out.println(net.connection().toJson());
            while (true) {
                out.println(answer(steps, lines.take()));
            }
        }
    }

    /** The end of the input is the end of the process, even in the middle of the start or of a step. */
    private static void read(BlockingQueue<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            in.lines().forEach(lines::add);
        } catch (IOException e) {
            e.printStackTrace();
        } finally {
            System.exit(0); // the devnet's shutdown hook does the rest
        }
    }

    private static String answer(Steps steps, String line) throws JsonProcessingException {
        ObjectNode reply = JSON.createObjectNode();
        try {
            reply.set("result", JSON.valueToTree(steps.run(JSON.readTree(line))));
        } catch (Exception e) { // whatever the client throws is an answer
            e.printStackTrace();
            reply.put("error", e.getClass().getSimpleName());
            reply.put("message", String.valueOf(e.getMessage()));
        }
        return JSON.writeValueAsString(reply);
    }
}
