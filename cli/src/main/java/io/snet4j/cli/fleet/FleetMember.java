package io.snet4j.cli.fleet;

import io.snet4j.ServiceClient;
import io.snet4j.SnetClient;
import io.snet4j.errors.SnetException;
import io.snet4j.errors.SnetException.Charge;
import io.snet4j.payment.PaymentListener;
import io.snet4j.payment.SignedAmount;
import io.snet4j.payment.SpendingLimit;
import io.snet4j.state.jdbc.JdbcState;
import io.snet4j.value.Cogs;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * One process of a fleet. Reads a line each: the settings, the database, the service, how many calls to make. They hold
 * secrets, so nothing is said on the command line. It reports after each call, and ends with its standard input.
 */
public final class FleetMember {
    private static final long BETWEEN_CALLS_MILLIS = 250;
    private static final Cogs DEPOSIT = Cogs.ofFet("0.1");
    private static final String SEPARATOR = "\t";
    private static final int SIDE = 28;

    private final AtomicReference<@Nullable SignedAmount> last = new AtomicReference<>();

    private FleetMember() {}

    static String line(Map<String, String> settings) {
        StringBuilder line = new StringBuilder();
        settings.forEach(
                (key, value) -> line.append(key).append('=').append(value).append(SEPARATOR));
        return line.toString();
    }

    private static Map<String, String> settings(String line) {
        Map<String, String> settings = new HashMap<>();
        for (String setting : line.split(SEPARATOR)) {
            int at = setting.indexOf('=');
            settings.put(setting.substring(0, at), setting.substring(at + 1));
        }
        return settings;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        Map<String, String> settings = settings(in.readLine());
        String url = in.readLine();
        String[] name = in.readLine().split("/");
        long calls = Long.parseLong(in.readLine());
        endWith(in);
        new FleetMember().run(settings, url, name, calls);
    }

    private static void endWith(BufferedReader in) {
        Thread watch = new Thread(
                () -> {
                    try {
                        while (in.readLine() != null) {
                            Thread.onSpinWait();
                        }
                    } catch (IOException e) {
                        // It is over as well.
                    }
                    // Whoever reads its reports is gone.
                    Runtime.getRuntime().halt(0);
                },
                "end");
        watch.setDaemon(true);
        watch.start();
    }

    private void run(Map<String, String> settings, String url, String[] name, long calls)
            throws IOException, InterruptedException {
        try (SnetClient client = SnetClient.builder()
                        .from(settings)
                        .spendingLimit(
                                SpendingLimit.builder().channelDeposit(DEPOSIT).build())
                        .onPayment(listener())
                        .state(JdbcState.of(FleetDatabase.connect(url)))
                        .build();
                ServiceClient service = client.openService(name[0], name[1])) {
            callAll(service, calls);
            // What it has of the account, it has until its end.
            Thread.currentThread().join();
        }
    }

    private PaymentListener listener() {
        return new PaymentListener() {
            @Override
            public void onSigned(SignedAmount payment) {
                last.set(payment);
            }

            @Override
            public void onSettled(SignedAmount payment, Charge charge) {}
        };
    }

    private void callAll(ServiceClient service, long calls) throws IOException, InterruptedException {
        String request = "{\"image\": \"" + Base64.getEncoder().encodeToString(digit()) + "\"}";
        long served = 0;
        for (long i = 0; i < calls; i++) {
            String problem = "";
            try {
                service.call("recognize", request);
                served++;
            } catch (SnetException e) {
                problem = String.valueOf(e.getMessage());
            }
            System.out.println(MemberReport.of(served, Optional.ofNullable(last.get()), problem)
                    .line());
            TimeUnit.MILLISECONDS.sleep(BETWEEN_CALLS_MILLIS);
        }
    }

    /** One stroke. */
    private static byte[] digit() throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 4; y < SIDE - 4; y++) {
            image.setRGB(SIDE / 2, y, 0xFFFFFF);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException("this Java runtime writes no PNG");
        }
        return png.toByteArray();
    }
}
