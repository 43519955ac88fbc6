package io.snet4j.dataset;

import io.snet4j.internal.text.ForeignText;
import io.snet4j.internal.text.SizeText;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Why a dataset would be refused; found on this machine before any money moves. Sizes and limits are in bytes. File
 * names are as the archive writes them; {@link #describe()} shows them short and printable.
 *
 * @since 0.1.0
 */
public sealed interface DatasetProblem {
    /** One sentence that names the file, the value and the limit. */
    String describe();

    /** One line per problem, in the order given. */
    static String describeAll(Collection<? extends DatasetProblem> problems) {
        return problems.stream().map(DatasetProblem::describe).collect(Collectors.joining("\n"));
    }

    /** The archive as a whole is over the service's {@code dataset_max_size_mb}. */
    record ArchiveTooLarge(long bytes, long limitBytes) implements DatasetProblem {
        @Override
        public String describe() {
            return "the archive has " + SizeText.exact(bytes) + "; the service takes at most "
                    + SizeText.exact(limitBytes);
        }
    }

    /**
     * The content is of a type that the service's {@code dataset_type} does not list.
     *
     * @param type as found in the content, whatever the file is called
     */
    record WrongArchiveType(String type, List<String> allowed) implements DatasetProblem {
        public WrongArchiveType {
            allowed = List.copyOf(allowed);
        }

        @Override
        public String describe() {
            return "the dataset is a " + shown(type) + " by its content; the service takes "
                    + shown(String.join(", ", allowed));
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("WrongArchiveType[type=" + type + ", allowed=" + allowed + "]");
        }
    }

    /** More files than {@code dataset_max_count_files}; directories and files of the platform are not counted. */
    record TooManyFiles(long files, long limit) implements DatasetProblem {
        @Override
        public String describe() {
            return "the archive has " + files + " files; the service takes at most " + limit;
        }
    }

    /** The archive holds no file beside directories and files of the platform. */
    record NoFiles() implements DatasetProblem {
        @Override
        public String describe() {
            return "the archive holds no files";
        }
    }

    /** One file is, unpacked, over {@code dataset_max_size_single_file_mb}. */
    record FileTooLarge(String file, long bytes, long limitBytes) implements DatasetProblem {
        @Override
        public String describe() {
            return shown(file) + " has " + SizeText.exact(bytes) + "; the service takes at most "
                    + SizeText.exact(limitBytes) + " in one file";
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of(
                    "FileTooLarge[file=" + file + ", bytes=" + bytes + ", limitBytes=" + limitBytes + "]");
        }
    }

    /**
     * One file is of a type that {@code dataset_files_type} does not list.
     *
     * @param type the extension in lower case without its dot; empty if there is none
     */
    record WrongFileType(String file, String type, List<String> allowed) implements DatasetProblem {
        public WrongFileType {
            allowed = List.copyOf(allowed);
        }

        @Override
        public String describe() {
            return shown(file) + (type.isEmpty() ? " has no file type" : " is of type " + shown(type))
                    + "; the service takes " + shown(String.join(", ", allowed));
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("WrongFileType[file=" + file + ", type=" + type + ", allowed=" + allowed + "]");
        }
    }

    /** A name or link that leads out of the folder the archive is unpacked in, or a device. */
    record UnsafePath(String file, String reason) implements DatasetProblem {
        @Override
        public String describe() {
            return shown(file) + " is not safe to unpack: " + shown(reason);
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("UnsafePath[file=" + file + ", reason=" + reason + "]");
        }
    }

    /** Two entries have one name; which of them counts depends on the reader. Reported once per repetition. */
    record DuplicateFile(String file) implements DatasetProblem {
        @Override
        public String describe() {
            return shown(file) + " is in the archive more than once";
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("DuplicateFile[file=" + file + "]");
        }
    }

    /** One entry is encrypted; the service has no password for it. */
    record Encrypted(String file) implements DatasetProblem {
        @Override
        public String describe() {
            return shown(file) + " is encrypted; pack it without a password";
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Encrypted[file=" + file + "]");
        }
    }

    /** One entry is compressed in a way that few readers know. */
    record UnsupportedCompression(String file, String method) implements DatasetProblem {
        @Override
        public String describe() {
            return shown(file) + " is compressed with " + shown(method) + "; pack it with deflate or uncompressed";
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("UnsupportedCompression[file=" + file + ", method=" + method + "]");
        }
    }

    /** The content of one entry does not match what the archive says of it. The other entries were read nonetheless. */
    record Damaged(String file, String reason) implements DatasetProblem {
        @Override
        public String describe() {
            return shown(file) + " is damaged: " + shown(reason);
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Damaged[file=" + file + ", reason=" + reason + "]");
        }
    }

    /**
     * The archive unpacks to so much that readers take it for a zip bomb.
     *
     * @param unpackedBytes how much was seen before reading stopped
     */
    record ArchiveBomb(long archiveBytes, long unpackedBytes, long limitBytes) implements DatasetProblem {
        @Override
        public String describe() {
            return "the archive looks like a zip bomb: " + SizeText.exact(archiveBytes) + " unpack to at least "
                    + SizeText.exact(unpackedBytes) + ", over " + SizeText.exact(limitBytes);
        }
    }

    /** The archive cannot be read, or not to its end: truncated, corrupt, or no archive at all. */
    record Unreadable(String reason) implements DatasetProblem {
        @Override
        public String describe() {
            return "the archive cannot be read: " + shown(reason);
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Unreadable[reason=" + reason + "]");
        }
    }

    /** The file changed after it was opened, so what was checked may not be what would be sent. */
    record Changed(String reason) implements DatasetProblem {
        @Override
        public String describe() {
            return "the dataset changed while in use: " + shown(reason);
        }

        /** Printable and short, whatever strangers wrote. */
        @Override
        public String toString() {
            return ForeignText.of("Changed[reason=" + reason + "]");
        }
    }

    /** Always the last: more problems of the kinds listed before, left out to keep the list short. */
    record MoreProblems(long count) implements DatasetProblem {
        @Override
        public String describe() {
            return "and " + count + " more of the kinds above";
        }
    }

    private static String shown(String text) {
        return ForeignText.of(text, 300);
    }
}
