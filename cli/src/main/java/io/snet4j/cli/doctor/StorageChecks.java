package io.snet4j.cli.doctor;

import io.snet4j.Network;
import io.snet4j.chain.Chain;
import io.snet4j.cli.settings.ClientSettings;
import io.snet4j.cli.shell.ExitCode;
import io.snet4j.errors.MetadataException;
import io.snet4j.errors.NotFoundException;
import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.Http;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.registry.Registry;
import io.snet4j.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each of the storages for itself, since one that works hides those that do not. */
final class StorageChecks {
    private static final int SERVER_ERROR = 500;

    private final ClientSettings settings;
    private final Findings findings;
    private final Duration timeout;

    StorageChecks(ClientSettings settings, Findings findings, Duration timeout) {
        this.settings = settings;
        this.findings = findings;
        this.timeout = timeout;
    }

    private record Fault(URI storage, String said) {}

    /** @param registryUsable whether the registry can be asked what to fetch */
    void run(boolean registryUsable, Network network, Chain chain, Target target) {
        List<URI> storages = Arrays.stream(
                        settings.value("SNET4J_STORAGE").orElse("").split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(URI::create)
                .toList();
        List<Fault> faults = new ArrayList<>();
        for (URI storage : storages) {
            try {
                if (registryUsable && target.isNamed()) {
                    fetch(storage, network, chain, target);
                } else {
                    reach(storage);
                }
                findings.ok("storage", ShownUri.origin(storage) + " answers");
            } catch (NotFoundException | MetadataException e) {
                findings.ok("storage", ShownUri.origin(storage) + " answers");
            } catch (StorageException | IOException e) {
                faults.add(new Fault(storage, e.getMessage() == null ? "it cannot be reached" : e.getMessage()));
            }
        }
        faults.forEach(fault -> tell(fault, faults.size() == storages.size()));
    }

    private void tell(Fault fault, boolean all) {
        String said = ShownUri.origin(fault.storage()) + ": " + fault.said();
        String wayOut = "name others: snet4j network set NAME SNET4J_STORAGE=URI,URI, or --storage";
        if (all) {
            findings.wrong("storage", ExitCode.NETWORK, said, wayOut);
        } else {
            findings.note("storage", said, wayOut);
        }
    }

    private void fetch(URI uri, Network network, Chain chain, Target target) {
        try (Storage storage = Storage.of(List.of(uri), timeout)) {
            Registry registry = new Registry(chain, network.registry(), storage);
            registry.organization(target.organization().orElseThrow());
            registry.service(
                    target.organization().orElseThrow(), target.service().orElseThrow());
        }
    }

    /** Whatever it says to a question for nothing, it is there. */
    private void reach(URI storage) throws IOException {
        try (Http http = new Http(timeout, Optional.empty(), Request.Kind.STORAGE, SnetListener.none())) {
            int status = http.store("GET", storage, Map.of(), BodyPublishers.noBody(), 0)
                    .status();
            if (status >= SERVER_ERROR) {
                throw new IOException("it answers with status " + status);
            }
        }
    }
}
