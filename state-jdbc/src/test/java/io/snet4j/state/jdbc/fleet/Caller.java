package io.snet4j.state.jdbc.fleet;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException;
import io.snet4j.payment.PaymentState;
import io.snet4j.payment.SpendingBudget;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.state.jdbc.JdbcState;
import io.snet4j.state.jdbc.TestPostgres;
import io.snet4j.value.Cogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One process of a fleet. Reads what it needs, a line each: the settings, the database, the service, the budget in
 * cogs, how many threads, how many calls they make together, how many before that to warm up, and how it keeps its
 * payments. Says that it is ready, and begins at the next line. Says what became of each call, and at the end how often
 * it asked the database. Ends with its standard input at the latest.
 */
public final class Caller {
    private Caller() {}

    /** How a process keeps its payments. */
    enum Keeping {
        /** For itself; only one process may. */
        ALONE,
        /** In the database, as users do. */
        FLEET,
        /** In the database, with a lock that is taken and given back at each call. */
        LOCK;

        SnetClient.Builder in(SnetClient.Builder builder, DataSource pool) {
            PaymentState state = JdbcState.of(pool);
            return switch (this) {
                case ALONE -> builder;
                case FLEET -> builder.state(state);
                case LOCK -> builder.state(LockAtEachCall.of(state));
            };
        }
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, String> settings = settings(in.readLine());
        String url = in.readLine();
        String[] name = in.readLine().split("/");
        String budget = in.readLine();
        int threads = Integer.parseInt(in.readLine());
        int calls = Integer.parseInt(in.readLine());
        int warmUp = Integer.parseInt(in.readLine());
        Keeping keeping = Keeping.valueOf(in.readLine());
        AtomicInteger asked = new AtomicInteger();
        SnetClient.Builder builder = SnetClient.builder()
                .from(settings)
                .spendingLimit(SpendingLimit.builder()
                        .budget(SpendingBudget.of(Cogs.parse(budget)))
                        .build())
                .callDeadline(Duration.ofMinutes(2));
        try (HikariDataSource pool = pool(url);
                SnetClient client =
                        keeping.in(builder, TestPostgres.counted(pool, asked)).build();
                ServiceClient service = client.openService(name[0], name[1])) {
            for (int i = 0; i < warmUp; i++) {
                call(service);
            }
            System.out.println("ready");
            in.readLine();
            asked.set(0);
            endWith(in);
            callAll(service, threads, calls);
        }
        System.out.println("asked " + asked.get());
        System.exit(0);
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(5000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    static String line(Map<String, String> settings) {
        StringBuilder line = new StringBuilder();
        settings.forEach(
                (key, value) -> line.append(key).append('=').append(value).append('\t'));
        return line.toString();
    }

    static Map<String, String> settings(String line) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : line.split("\t")) {
            int at = setting.indexOf('=');
            settings.put(setting.substring(0, at), setting.substring(at + 1));
        }
        return settings;
    }

    private static void endWith(BufferedReader in) {
        Thread watch = new Thread(() -> {
            try {
                while (in.readLine() != null) {
                    Thread.onSpinWait();
                }
            } catch (IOException e) {
                // It is over as well.
            }
            Runtime.getRuntime().halt(1);
        });
        watch.setDaemon(true);
        watch.start();
    }

    private static void callAll(ServiceClient service, int threads, int calls) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < calls; i++) {
            callers.execute(() -> System.out.println(call(service)));
        }
        callers.shutdown();
        callers.awaitTermination(1, TimeUnit.HOURS);
    }

    private static String call(ServiceClient service) {
        try {
            service.call("ask", "{\"text\": \"hello\"}");
            return "served";
        } catch (SnetException e) {
            return e.getClass().getSimpleName() + " " + e.charge() + " "
                    + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
    }
}
