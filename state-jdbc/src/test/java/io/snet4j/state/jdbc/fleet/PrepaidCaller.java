package io.snet4j.state.jdbc.fleet;

import io.snet4j.ServiceClient;
import io.snet4j.ServiceOptions;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException;
import io.snet4j.payment.PaymentStrategy;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.state.jdbc.JdbcState;
import io.snet4j.state.jdbc.TestPostgres;
import io.snet4j.value.Cogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One process that calls with prepaid batches. Reads what it needs, a line each: the settings, the database, the
 * service, the batch in cogs. Then each number that it reads is a number of calls, after which it says what became of
 * them and how often it asked the database. Ends with its standard input.
 */
public final class PrepaidCaller {
    private PrepaidCaller() {}

    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, String> settings = Caller.settings(in.readLine());
        AtomicInteger asked = new AtomicInteger();
        String url = in.readLine();
        String[] name = in.readLine().split("/");
        ServiceOptions options = ServiceOptions.builder()
                .payment(PaymentStrategy.prepaid(Cogs.parse(in.readLine())))
                .build();
        try (SnetClient client = SnetClient.builder()
                        .from(settings)
                        .spendingLimit(SpendingLimit.existingChannelsOnly())
                        .callDeadline(Duration.ofMinutes(2))
                        .state(JdbcState.of(TestPostgres.counted(TestPostgres.connect(url), asked)))
                        .build();
                ServiceClient service = client.openService(name[0], name[1], options)) {
            callAsTold(service, in, asked);
        }
        System.out.println("closed");
        System.exit(0);
    }

    private static void callAsTold(ServiceClient service, BufferedReader in, AtomicInteger asked) throws IOException {
        for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
            int before = asked.get();
            String outcome = "served";
            for (int i = 0; i < Integer.parseInt(line) && outcome.equals("served"); i++) {
                outcome = call(service);
            }
            System.out.println(outcome + ", asked " + (asked.get() - before));
        }
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
