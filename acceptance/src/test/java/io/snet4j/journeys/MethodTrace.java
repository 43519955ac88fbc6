package io.snet4j.journeys;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StringReference;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector.Argument;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.MethodEntryRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** A debugger that writes down which methods of ours a program enters, on whichever thread. */
final class MethodTrace {
    /**
     * What happened between one {@code begin} and its {@code end}.
     *
     * @param methods by class, both in the order in which they were entered first
     */
    record Run(Journey journey, Map<String, Set<String>> methods) {}

    private final Consumer<Journey> onBegin;
    private final List<Run> runs = new ArrayList<>();
    private final Class<?> program;

    /**
     * @param program with static methods {@code begin(String)} and {@code end()}
     * @param onBegin is told while the program stands still
     */
    MethodTrace(Class<?> program, Consumer<Journey> onBegin) {
        this.program = program;
        this.onBegin = onBegin;
    }

    /**
     * Runs the program to its end.
     *
     * @param output gets what it prints
     */
    List<Run> run(Path output, String... arguments) throws IOException, InterruptedException {
        ListeningConnector connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(each -> each.transport().name().equals("dt_socket"))
                .findFirst()
                .orElseThrow();
        Map<String, Argument> options = connector.defaultArguments();
        set(options, "localAddress", "127.0.0.1");
        set(options, "port", "0");
        try {
            Process process = start(connector.startListening(options), output, arguments);
            try {
                follow(connector.accept(options));
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("the watched program failed: see " + output);
                }
            } finally {
                process.destroyForcibly();
                connector.stopListening(options);
            }
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
        return runs;
    }

    private static void set(Map<String, Argument> options, String name, String value) {
        Objects.requireNonNull(options.get(name), name).setValue(value);
    }

    private Process start(String address, Path output, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + address,
                "-Djava.net.preferIPv4Stack=true",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private void follow(VirtualMachine machine) throws InterruptedException {
        EventRequestManager requests = machine.eventRequestManager();
        ClassPrepareRequest prepared = requests.createClassPrepareRequest();
        prepared.addClassFilter(program.getName());
        prepared.enable();
        MethodEntryRequest entries = requests.createMethodEntryRequest();
        entries.addClassFilter("io.snet4j.*");
        entries.addClassExclusionFilter("io.snet4j.wire.*");
        entries.addClassExclusionFilter(program.getPackageName() + ".*");
        entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
        try {
            while (true) {
                EventSet events = machine.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof ClassPrepareEvent prepare) {
                        stopAt(requests, prepare.referenceType(), "begin");
                        stopAt(requests, prepare.referenceType(), "end");
                    } else if (event instanceof MethodEntryEvent entry) {
                        enter(
                                entry.location().declaringType().name(),
                                entry.method().name());
                    } else if (event instanceof BreakpointEvent mark) {
                        if (mark.location().method().name().equals("begin")) {
                            begin(Journey.valueOf(argument(mark)));
                            entries.enable();
                        } else {
                            entries.disable();
                        }
                    }
                }
                events.resume();
            }
        } catch (VMDisconnectedException e) {
            // The program has ended.
            return;
        }
    }

    /** A breakpoint, because a program whose every method is asked for runs without a compiler all the time. */
    private static void stopAt(EventRequestManager requests, ReferenceType type, String method) {
        BreakpointRequest mark = requests.createBreakpointRequest(
                type.methodsByName(method).get(0).location());
        mark.setSuspendPolicy(EventRequest.SUSPEND_ALL);
        mark.enable();
    }

    private void begin(Journey journey) {
        runs.add(new Run(journey, new LinkedHashMap<>()));
        onBegin.accept(journey);
    }

    /**
     * A static initialiser runs once, and the JVM's class for a lambda only calls the method that has the lambda's
     * body.
     */
    private void enter(String type, String method) {
        if (!method.equals("<clinit>") && !type.contains("$$Lambda")) {
            runs.get(runs.size() - 1)
                    .methods()
                    .computeIfAbsent(type, unused -> new LinkedHashSet<>())
                    .add(method);
        }
    }

    private static String argument(BreakpointEvent mark) {
        try {
            return ((StringReference) mark.thread().frame(0).getArgumentValues().get(0)).value();
        } catch (IncompatibleThreadStateException e) {
            throw new IllegalStateException(e);
        }
    }
}
