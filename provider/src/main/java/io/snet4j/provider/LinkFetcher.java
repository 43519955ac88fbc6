package io.snet4j.provider;

import io.snet4j.errors.StorageException;
import io.snet4j.internal.text.ShownUri;
import io.snet4j.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Fetches a dataset by link: http and https, and ipfs if the provider has a storage for it. */
final class LinkFetcher {
    private final @Nullable Storage ipfs;
    private final Limits limits;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    LinkFetcher(@Nullable Storage ipfs, Limits limits) {
        this.ipfs = ipfs;
        this.limits = limits;
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
        HttpRequest request = HttpRequest.newBuilder(link).build();
        BodyHandler<BoundedFile.Outcome> handler = head -> head.statusCode() == 200
                ? new BoundedFile(file, limits.maxDatasetBytes())
                : BodySubscribers.replacing(BoundedFile.Outcome.COMPLETE);
        CompletableFuture<HttpResponse<BoundedFile.Outcome>> coming = http.sendAsync(request, handler);
        try {
            HttpResponse<BoundedFile.Outcome> response =
                    coming.get(limits.linkTime().toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new DatasetLostException(
                        "the link " + shown(link) + " answers HTTP status " + response.statusCode());
            }
            if (response.body() == BoundedFile.Outcome.TOO_LARGE) {
                throw tooLarge(link);
            }
        } catch (TimeoutException e) {
            throw new DatasetLostException("the link " + shown(link) + " gave no complete file within "
                    + limits.linkTime().toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new DatasetLostException("the link " + shown(link) + " cannot be read: " + e.getCause());
        } finally {
            coming.cancel(true);
        }
    }

    private DatasetRefusedException tooLarge(URI link) {
        return new DatasetRefusedException("the link " + shown(link) + " gives more than the "
                + limits.maxDatasetBytes() + " bytes this provider takes");
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
