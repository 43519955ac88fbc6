package io.snet4j.provider;

import io.snet4j.errors.CallCancelledException;
import io.snet4j.errors.StorageException;
import io.snet4j.internal.core.AddressRule;
import io.snet4j.internal.core.ForbiddenAddressException;
import io.snet4j.internal.core.Http;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.internal.text.SizeText;
import io.snet4j.internal.text.TimeText;
import io.snet4j.observe.Request;
import io.snet4j.observe.SnetListener;
import io.snet4j.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches a dataset by link: http and https, and ipfs if the provider has a storage for it. */
final class LinkFetcher {
    static final AddressRule PUBLIC_ONLY =
            AddressRule.publicOnly("this provider may allow it with TrainingProviderBuilder.allowLinksTo");

    private final @Nullable Storage ipfs;
    private final Limits limits;
    private final AddressRule addresses;

    /** @param addresses that links and their redirects may lead to */
    LinkFetcher(@Nullable Storage ipfs, Limits limits, AddressRule addresses) {
        this.ipfs = ipfs;
        this.limits = limits;
        this.addresses = addresses;
    }

    /** @throws DatasetRefusedException if no dataset can ever come of this text */
    URI check(String link) throws DatasetRefusedException {
        if (link.isEmpty()) {
            throw new DatasetRefusedException("there is no training_data_link; give one, or upload the dataset");
        }
        URI uri;
        try {
            uri = new URI(link);
        } catch (URISyntaxException e) {
            throw new DatasetRefusedException("not a link: \"" + ShownUri.link(link) + "\"");
        }
        switch (scheme(uri)) {
            case "http", "https" -> {
                if (uri.getHost() == null) {
                    throw new DatasetRefusedException("the link " + ShownUri.link(link) + " names no host");
                }
                try {
                    addresses.checkLiteral(uri);
                } catch (ForbiddenAddressException e) {
                    throw new DatasetRefusedException("the link is refused: " + e.getMessage());
                }
            }
            case "ipfs" -> {
                if (ipfs == null) {
                    throw new DatasetRefusedException("this provider reads no ipfs links; give an http or https one");
                }
            }
            default ->
                throw new DatasetRefusedException("the link " + ShownUri.link(link)
                        + " is refused; this provider reads http, https and ipfs links");
        }
        return uri;
    }

    /**
     * Blocks, and honours interrupts.
     *
     * @param folder is created
     * @throws DatasetRefusedException if the dataset is not within the limits
     * @throws DatasetLostException if it did not come, or not as a whole
     */
    Dataset fetch(URI link, Path folder)
            throws IOException, InterruptedException, DatasetRefusedException, DatasetLostException {
        Files.createDirectories(folder);
        String path = link.getPath() == null ? "" : link.getPath();
        String name = FileTree.safeName(path);
        Path file = folder.resolve(name);
        if (scheme(link).equals("ipfs")) {
            Files.write(file, fromIpfs(link), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } else {
            fromWeb(link, file);
        }
        long size = Files.size(file);
        if (size == 0) {
            throw new DatasetRefusedException("the link " + shown(link) + " gives an empty file");
        }
        if (size > limits.maxDatasetBytes()) {
            throw tooLarge(link);
        }
        return new Dataset(file, name, size);
    }

    private byte[] fromIpfs(URI link) throws DatasetLostException {
        if (ipfs == null) {
            throw new IllegalStateException("checked before");
        }
        try {
            return ipfs.fetch(link);
        } catch (StorageException | IllegalArgumentException e) {
            throw new DatasetLostException("the link " + shown(link) + " cannot be read: " + e.getMessage());
        }
    }

    private void fromWeb(URI link, Path file)
            throws InterruptedException, DatasetRefusedException, DatasetLostException {
        Duration timeout = limits.linkTime().compareTo(Http.MAX_TIMEOUT) < 0 ? limits.linkTime() : Http.MAX_TIMEOUT;
        try (Http http = new Http(timeout, Optional.empty(), Request.Kind.STORAGE, SnetListener.none())) {
            Answer answer = http.guarded("link", link, "*/*", addresses, (status, body) -> save(status, body, file));
            if (answer.status() != 200) {
                throw new DatasetLostException("the link " + shown(link) + " answers HTTP status " + answer.status());
            }
            if (answer.tooLarge()) {
                throw tooLarge(link);
            }
        } catch (HttpTimeoutException e) {
            throw new DatasetLostException(
                    "the link " + shown(link) + " gave no complete file within " + TimeText.of(timeout));
        } catch (ForbiddenAddressException e) {
            throw new DatasetRefusedException("the link is refused: " + e.getMessage());
        } catch (IOException e) {
            throw new DatasetLostException("the link " + shown(link) + " cannot be read: " + e.getMessage());
        } catch (CallCancelledException e) {
            Thread.interrupted();
            throw new InterruptedException(e.getMessage());
        }
    }

    private record Answer(int status, boolean tooLarge) {}

    private Answer save(int status, InputStream body, Path file) throws IOException {
        if (status != 200) {
            return new Answer(status, false);
        }
        long size = 0;
        byte[] piece = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            for (int count = body.read(piece); count >= 0; count = body.read(piece)) {
                size += count;
                if (size > limits.maxDatasetBytes()) {
                    return new Answer(status, true);
                }
                out.write(piece, 0, count);
            }
        }
        return new Answer(status, false);
    }

    private DatasetRefusedException tooLarge(URI link) {
        return new DatasetRefusedException("the link " + shown(link) + " gives more than the "
                + SizeText.exact(limits.maxDatasetBytes()) + " this provider takes");
    }

    /** Without what may be secret: a user, a query. */
    private static String shown(URI link) {
        if (link.getHost() == null) {
            return link.getScheme() + " link";
        }
        return ShownUri.link(link.toString());
    }

    private static String scheme(URI uri) {
        return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    }
}
