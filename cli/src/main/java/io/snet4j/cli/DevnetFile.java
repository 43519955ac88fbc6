package io.snet4j.cli;

import io.snet4j.devnet.DevnetConnection;
import io.snet4j.errors.InvalidRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What {@code snet4j devnet --json} printed, in a file. */
final class DevnetFile {
    private DevnetFile() {}

    /** @throws InvalidRequestException naming the file */
    static DevnetConnection read(Path file) {
        try {
            var connection = DevnetConnection.parse(Files.readString(file));
            connection.account("consumer");
            connection.account("provider");
            return connection;
        } catch (NoSuchFileException e) {
            throw new InvalidRequestException(
                    "there is no file " + file + "; write it with devnet --json > " + file, e);
        } catch (IOException | IllegalArgumentException | InvalidRequestException e) {
            throw new InvalidRequestException(
                    file + " is not what devnet --json prints: " + e.getMessage() + "; write it again", e);
        }
    }
}
