package io.snet4j.benchmark.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.snet4j.devnet.DevnetConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The official Python client in a process of its own, which takes the times itself. */
public final class PythonPeer implements Peer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double MILLIS = 1e3;

    /** It has no deadlines of its own. */
    private static final long PATIENCE_MINUTES = 2;

    private final Process process;
    private final Writer steps;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Path smallArchive;

    /**
     * @param python with the client installed
     * @param script peer.py
     * @param folder for its home and its log
     */
    public PythonPeer(Path python, Path script, Path folder, DevnetConnection net, Path smallArchive) {
        this.smallArchive = smallArchive;
        try {
            Path home = Files.createTempDirectory(folder, "python-");
            process = command(python, script, home)
                    .redirectError(home.resolve("log").toFile())
                    .start();
            steps = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            Thread reader = new Thread(this::read, "python");
            reader.setDaemon(true);
            reader.start();
            ask(JSON.createObjectNode().put("do", "connect").put("net", net.toJson()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing of the user's environment reaches it. */
    public static ProcessBuilder command(Path python, Path script, Path home, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(python.toString(), script.toString()).directory(home.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("SNET") || name.startsWith("PYTHON"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("NO_PROXY", "127.0.0.1");
        return builder;
    }

    @Override
    public Side side() {
        return Side.PYTHON;
    }

    @Override
    public double[] paidCalls(int times, Duration pause) {
        return measured("paid_calls", times, pause, smallArchive);
    }

    @Override
    public double[] getModels(int times) {
        return measured("get_models", times, Duration.ZERO, smallArchive);
    }

    @Override
    public double[] trainModels(int times) {
        return measured("train_models", times, Duration.ZERO, smallArchive);
    }

    @Override
    public double[] uploads(int times, Path archive) {
        return measured("uploads", times, Duration.ZERO, archive);
    }

    /** Of one batch, which is bought before the clock runs. */
    public double[] prepaidCalls(int times) {
        return measured("prepaid_calls", times, Duration.ZERO, smallArchive);
    }

    /** Opens the service anew and finds its channels, with nothing kept from before. */
    public double[] channelSearches(int times) {
        return measured("channel_searches", times, Duration.ZERO, smallArchive);
    }

    /** Opens the service anew and looks at a model. */
    public double[] firstAnswers(int times) {
        return measured("first_answers", times, Duration.ZERO, smallArchive);
    }

    /** The check that comes before an upload. */
    public double[] datasetChecks(int times, Path archive) {
        return measured("dataset_checks", times, Duration.ZERO, archive);
    }

    private double[] measured(String what, int times, Duration pause, Path archive) {
        JsonNode all = ask(JSON.createObjectNode()
                .put("do", what)
                .put("times", times)
                .put("pause", pause.toNanos() / MILLIS / MILLIS / MILLIS)
                .put("archive", archive.toString()));
        double[] millis = new double[all.size()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = all.get(i).asDouble() * MILLIS;
        }
        return millis;
    }

    private JsonNode ask(ObjectNode step) {
        try {
            steps.write(step + "\n");
            steps.flush();
            String line = answers.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (line == null || line.isEmpty()) {
                process.destroyForcibly();
                throw new IllegalStateException("the Python client "
                        + (line == null ? "does not come to an end of " : "ended during ") + step.path("do"));
            }
            JsonNode answer = JSON.readTree(line);
            if (answer.has("error")) {
                throw new IllegalStateException(
                        "the Python client failed in " + step.path("do") + ": " + answer.path("error"));
            }
            return answer.path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An empty line stands for its end. */
    private void read() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            in.lines().forEach(answers::add);
        } catch (IOException | UncheckedIOException e) {
            // It was ended.
        } finally {
            answers.add("");
        }
    }

    /** The end of its input ends it. */
    @Override
    public void close() {
        try {
            steps.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
