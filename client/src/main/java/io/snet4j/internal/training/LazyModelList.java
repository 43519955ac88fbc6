package io.snet4j.internal.training;

import io.snet4j.errors.UntrustedDaemonException;
import io.snet4j.training.Model;
import io.snet4j.training.ModelList;
import io.snet4j.training.Page;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Pages one after the other, each model once. */
final class LazyModelList implements ModelList {
    /** In memory at a time, of ids or of whole models. */
    private static final long MAX_CHARACTERS = 32_000_000;

    private static final long ADDRESS = 40;

    private final IntFunction<Page<Model>> pages;
    private final int maxPages;

    LazyModelList(IntFunction<Page<Model>> pages, int maxPages) {
        this.pages = pages;
        this.maxPages = maxPages;
    }

    @Override
    public Page<Model> page(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("pages are counted from 0: " + number);
        }
        return pages.apply(number);
    }

    @Override
    public Iterator<Model> iterator() {
        return new PageIterator();
    }

    @Override
    public Stream<Model> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    public List<Model> toList() {
        List<Model> all = new ArrayList<>();
        long characters = 0;
        for (Model model : this) {
            characters += characters(model);
            requireRoom(characters);
            all.add(model);
        }
        return List.copyOf(all);
    }

    private static long characters(Model model) {
        return model.id().value().length()
                + model.name().length()
                + model.description().length()
                + model.method().toString().length()
                + model.trainingDataLink().map(String::length).orElse(0)
                + ADDRESS * model.addressesWithAccess().size();
    }

    private static void requireRoom(long characters) {
        if (characters > MAX_CHARACTERS) {
            throw new UntrustedDaemonException("the daemon lists models of more than " + MAX_CHARACTERS
                    + " characters in all. Narrow the filter, or read the list with stream()");
        }
    }

    private final class PageIterator implements Iterator<Model> {
        /** Sorted, because strangers can choose ids of one hash, and each would then wait for all others. */
        private final Set<String> seen = new TreeSet<>();

        private @Nullable Iterator<Model> items;
        private int nextPage;
        private boolean more = true;
        private long idCharacters;
        private @Nullable Model next;

        @Override
        public boolean hasNext() {
            while (next == null) {
                if (items != null && items.hasNext()) {
                    Model candidate = items.next();
                    next = seen.add(candidate.id().value()) ? candidate : null;
                    idCharacters += next == null ? 0 : candidate.id().value().length();
                    requireRoom(idCharacters);
                } else if (more) {
                    turn();
                } else {
                    return false;
                }
            }
            return true;
        }

        private void turn() {
            if (nextPage >= maxPages) {
                throw new UntrustedDaemonException("the daemon lists more models than " + maxPages
                        + " pages have room for, and would perhaps never end. Narrow the filter, or raise its maxPages or"
                        + " pageSize");
            }
            Page<Model> page = page(nextPage++);
            if (page.mayHaveNext()
                    && page.items().stream()
                            .allMatch(model -> seen.contains(model.id().value()))) {
                throw new UntrustedDaemonException("the daemon lists the same models again: page " + page.number()
                        + " is full, and brings nothing new after " + seen.size()
                        + " models. Raise the filter's pageSize if the daemon lists some of them more than once");
            }
            items = page.items().iterator();
            more = page.mayHaveNext();
        }

        @Override
        public Model next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Model model = next;
            next = null;
            return Objects.requireNonNull(model);
        }
    }
}
