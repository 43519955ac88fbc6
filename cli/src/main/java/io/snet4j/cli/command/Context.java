package io.snet4j.cli.command;

import io.snet4j.SnetClient;
import io.snet4j.cli.money.Agreement;
import io.snet4j.cli.money.Amounts;
import io.snet4j.cli.money.Budgets;
import io.snet4j.cli.money.PayOptions;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.settings.KeyStore;
import io.snet4j.cli.settings.Profiles;
import io.snet4j.cli.settings.RunningDevnet;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.cli.shell.Globals;
import io.snet4j.cli.shell.Output;
import io.snet4j.cli.shell.RefusedException;
import io.snet4j.cli.shell.Shell;
import io.snet4j.payment.PaymentState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.TypeConversionException;

/** What a command is given: the shell, the options that all have, and clients built from the settings. */
public final class Context {
    private static final String PASSWORD_FILE = "SNET4J_KEYSTORE_PASSWORD_FILE";
    private static final List<String> AMOUNTS =
            List.of("SNET4J_LIMIT_PER_CALL", "SNET4J_LIMIT_TOTAL", "SNET4J_LIMIT_DEPOSIT");

    private final Shell shell;
    private final Globals globals;
    private final RunningDevnet devnet;
    private final Profiles profiles;
    private final KeyStore keys;

    public Context(Shell shell, Globals globals) {
        this.shell = shell;
        this.globals = globals;
        this.devnet = new RunningDevnet(shell.stateFolder());
        this.profiles = new Profiles(shell.configFolder(), devnet);
        this.keys = new KeyStore(shell.configFolder());
    }

    public Shell shell() {
        return shell;
    }

    public Globals globals() {
        return globals;
    }

    public Output output() {
        return new Output(shell, globals);
    }

    public Profiles profiles() {
        return profiles;
    }

    public KeyStore keys() {
        return keys;
    }

    public RunningDevnet devnet() {
        return devnet;
    }

    public ClientSettings settings() {
        return ClientSettings.of(shell, globals, profiles, keys);
    }

    /** A client that only reads what everybody may read: it needs no key, and has none. */
    public SnetClient reader() {
        Map<String, String> values = new TreeMap<>(settings().values());
        values.keySet().removeIf(Context::isOfPayer);
        return build(values, builder -> builder.identity(new NoKey()));
    }

    /**
     * A client with the payer's key.
     *
     * @throws RefusedException if no key is set
     */
    public SnetClient client() {
        Budgets budgets = budgets();
        return client(budgets.state(), budgets::settings, builder -> {});
    }

    /**
     * A client with the payer's key that may pay what is agreed to.
     *
     * @throws RefusedException if no key is set
     */
    public SnetClient client(Agreement agreement, Consumer<SnetClient.Builder> more) {
        return client(agreement.state(), agreement::settings, more);
    }

    /** The user's word. */
    public Agreement agreement(PayOptions options) {
        return new Agreement(shell, output(), options, budgets());
    }

    /** Of the profile. */
    public Budgets budgets() {
        return new Budgets(settings(), shell.clock());
    }

    private SnetClient client(
            PaymentState state, UnaryOperator<Map<String, String>> change, Consumer<SnetClient.Builder> more) {
        ClientSettings settings = settings();
        if (!settings.hasKey()) {
            throw new RefusedException("this needs a key, and none is set; snet4j key new NAME makes one");
        }
        settings.createStateFolder();
        Consumer<SnetClient.Builder> withState = builder -> more.accept(builder.state(state));
        Map<String, String> values = change.apply(settings.values());
        if (values.containsKey("SNET4J_KEYSTORE") && !values.containsKey(PASSWORD_FILE)) {
            return build(values, builder -> {
                builder.identity(Passwords.open(shell, Path.of(values.get("SNET4J_KEYSTORE"))));
                withState.accept(builder);
            });
        }
        return build(values, withState);
    }

    private SnetClient build(Map<String, String> values, Consumer<SnetClient.Builder> more) {
        requireNetwork(values);
        SnetClient.Builder builder = SnetClient.builder();
        Map<String, String> known = new TreeMap<>(values);
        if (!known.containsKey(PASSWORD_FILE)) {
            known.remove("SNET4J_KEYSTORE");
        }
        AMOUNTS.forEach(name -> known.computeIfPresent(name, (same, text) -> inCogs(text)));
        builder.from(known);
        more.accept(builder);
        return builder.build();
    }

    /** As the client reads it; what is no amount stays, so that the client names it. */
    private static String inCogs(String text) {
        try {
            return new Amounts().convert(text).value().toString();
        } catch (TypeConversionException e) {
            return text;
        }
    }

    private static void requireNetwork(Map<String, String> values) {
        for (String name : List.of("SNET4J_NETWORK", "SNET4J_RPC", "SNET4J_STORAGE")) {
            if (!values.containsKey(name)) {
                throw new RefusedException(
                        name + " is not set; choose a profile with snet4j network use NAME, or set it for one with"
                                + " snet4j network set NAME " + name + "=…",
                        ExitCode.REFUSED_INPUT);
            }
        }
    }

    private static boolean isOfPayer(String name) {
        return name.startsWith("SNET4J_KEYSTORE")
                || name.startsWith("SNET4J_MNEMONIC")
                || name.startsWith("SNET4J_REMOTE_SIGNER")
                || name.endsWith("PRIVATE_KEY")
                || name.equals("SNET4J_STATE_DIR")
                || name.equals("SNET4J_AUDIT_FILE");
    }
}
