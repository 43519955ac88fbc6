package io.snet4j.state.jdbc;

import io.snet4j.errors.SpendingLimitException;
import io.snet4j.internal.memory.Mark;
import io.snet4j.internal.memory.Memory;
import io.snet4j.internal.memory.MemorySource;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.testing.FakeChain;
import io.snet4j.value.ChannelId;
import io.snet4j.value.ChannelNonce;
import io.snet4j.value.Cogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * One process of a fleet that is to be killed, stopped and continued: pays a {@link ChaosDaemon} from whichever channel
 * it can have. Each line of its standard input is a round: its name, the database, the daemon's port, the number of
 * channels, a seed, by how many minutes its clock is wrong, and the budget. The next line ends the round. Ends with its
 * standard input.
 */
public final class ChaosPayer {
    static final Duration HOLD = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** In place of a channel, and of an amount. */
    static final String TRY = "0 try";

    static final String REFUSED = "0 refused";

    private final String name;
    private final Memory memory;
    private final List<SpendingBudget> budget;
    private final BufferedReader answers;
    private final PrintWriter questions;

    private ChaosPayer(String name, Memory memory, List<SpendingBudget> budget, Socket daemon) throws IOException {
        this.name = name;
        this.memory = memory;
        this.budget = budget;
        answers = new BufferedReader(new InputStreamReader(daemon.getInputStream(), StandardCharsets.UTF_8));
        questions = new PrintWriter(daemon.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            payAll(line.split(" "), in);
            System.out.println("done");
        }
    }

    private static void payAll(String[] round, BufferedReader in) throws IOException, InterruptedException {
        long wrong = Duration.ofMinutes(Long.parseLong(round[5])).toNanos();
        Memory memory = MemorySource.of(
                        JdbcState.of(TestPostgres.connect(round[1]), TIMEOUT, HOLD, () -> System.nanoTime() + wrong))
                .open(1, FakeChain.ESCROW, FakeChain.ESCROW);
        Random random = new Random(Long.parseLong(round[4]));
        try (Socket daemon = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(round[2]))) {
            ChaosPayer payer =
                    new ChaosPayer(round[0], memory, List.of(SpendingBudget.of(Cogs.parse(round[6]))), daemon);
            while (!in.ready()) {
                payer.pay(random.nextInt(Integer.parseInt(round[3])), random.nextBoolean());
            }
            in.readLine();
        }
        memory.close();
    }

    private void pay(long number, boolean urgently) throws IOException, InterruptedException {
        ChannelId channel = ChannelId.of(number);
        say(TRY);
        try {
            if (memory.hold(channel, urgently) == Memory.Hold.OTHERS) {
                Thread.sleep(10);
                return;
            }
            call(channel, Cogs.of(ask(channel, "?") + ChaosDaemon.PRICE));
        } catch (SpendingLimitException e) {
            say(REFUSED);
            Thread.sleep(50);
        } catch (IOException e) {
            // The database is away, or the channel was lost. As a program would, it tries again.
            Thread.sleep(50);
        }
    }

    private void call(ChannelId channel, Cogs amount) throws IOException {
        SignedAmount payment = new SignedAmount(
                channel, ChannelNonce.ZERO, amount, Cogs.of(ChaosDaemon.PRICE), "a.B/c", Optional.empty());
        memory.budgets().take(budget, Cogs.of(ChaosDaemon.PRICE));
        memory.raise(channel, kept -> new TreeMap<>(Map.of(ChannelNonce.ZERO, new Mark(amount, Cogs.ZERO))));
        memory.beginCall(payment, name);
        long accepted = ask(channel, amount.value().toString());
        memory.endCall(payment, name, accepted == amount.value().longValueExact());
    }

    private long ask(ChannelId channel, String what) throws IOException {
        return say(channel + " " + what);
    }

    private long say(String what) throws IOException {
        questions.println(name + " " + what);
        String answer = answers.readLine();
        if (answer == null) {
            Runtime.getRuntime().halt(1);
        }
        return Long.parseLong(answer);
    }
}
