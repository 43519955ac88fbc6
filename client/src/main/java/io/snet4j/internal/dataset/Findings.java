package io.snet4j.internal.dataset;

import io.snet4j.dataset.DatasetProblem;
import io.snet4j.dataset.DatasetProblem.ArchiveBomb;
import io.snet4j.dataset.DatasetProblem.DuplicateFile;
import io.snet4j.dataset.DatasetProblem.FileTooLarge;
import io.snet4j.dataset.DatasetProblem.MoreProblems;
import io.snet4j.dataset.DatasetProblem.NoFiles;
import io.snet4j.dataset.DatasetProblem.TooManyFiles;
import io.snet4j.dataset.DatasetProblem.UnsafePath;
import io.snet4j.dataset.DatasetProblem.WrongFileType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects problems and holds every entry against the rules. What concerns the whole archive comes first, then files in
 * the archive's order, at most {@link #PER_KIND} of a kind, so that a thousand wrong types do not hide one encrypted
 * file and the list stays small for an archive of millions.
 */
class Findings {
    static final int PER_KIND = 20;

    private final DatasetRules rules;
    private final List<DatasetProblem> ofArchive = new ArrayList<>();
    private final List<DatasetProblem> ofFiles = new ArrayList<>();
    private final Map<Class<?>, Integer> perKind = new HashMap<>();
    private final NameSet names = new NameSet();
    private long files;
    private long leftOut;
    private boolean readToTheEnd;

    Findings(DatasetRules rules) {
        this.rules = rules;
    }

    void archive(DatasetProblem problem) {
        ofArchive.add(problem);
    }

    void bomb(UnpackLimit.Exceeded e) {
        archive(new ArchiveBomb(e.archiveBytes, e.unpackedBytes, e.limitBytes));
    }

    void file(DatasetProblem problem) {
        if (perKind.merge(problem.getClass(), 1, Integer::sum) <= PER_KIND) {
            ofFiles.add(problem);
        } else {
            leftOut++;
        }
    }

    /**
     * One entry, whatever it holds.
     *
     * @param bytes unpacked; of a link 0
     */
    void entry(String name, boolean directory, long bytes) {
        EntryPath.danger(name).ifPresent(reason -> file(new UnsafePath(name, reason)));
        if (directory) {
            return;
        }
        if (!names.add(EntryPath.normal(name))) {
            file(new DuplicateFile(name));
        }
        if (EntryPath.isPlatformFile(name)) {
            return;
        }
        files++;
        if (!rules.allowsFileType(name)) {
            file(new WrongFileType(name, EntryPath.shortestExtension(name), rules.fileTypes()));
        }
        if (bytes > rules.maxFileBytes()) {
            file(new FileTooLarge(name, bytes, rules.maxFileBytes()));
        }
    }

    /** All entries were seen, so that their number is known. */
    void complete() {
        readToTheEnd = true;
    }

    List<DatasetProblem> problems() {
        List<DatasetProblem> all = new ArrayList<>(ofArchive);
        if (files > rules.maxFiles()) {
            all.add(new TooManyFiles(files, rules.maxFiles()));
        }
        if (files == 0 && readToTheEnd) {
            all.add(new NoFiles());
        }
        all.addAll(ofFiles);
        if (leftOut > 0) {
            all.add(new MoreProblems(leftOut));
        }
        return List.copyOf(all);
    }
}
