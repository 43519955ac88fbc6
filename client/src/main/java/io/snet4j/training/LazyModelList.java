package io.snet4j.training;

import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Pages one after the other, each model once. */
final class LazyModelList implements ModelList {
    private final IntFunction<Page<Model>> pages;

    LazyModelList(IntFunction<Page<Model>> pages) {
        this.pages = pages;
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

    private final class PageIterator implements Iterator<Model> {
        private final Set<ModelId> seen = new HashSet<>();
        private @Nullable Iterator<Model> items;
        private int nextPage;
        private boolean more = true;
        private @Nullable Model next;

        @Override
        public boolean hasNext() {
            while (next == null) {
                if (items != null && items.hasNext()) {
                    Model candidate = items.next();
                    next = seen.add(candidate.id()) ? candidate : null;
                } else if (more) {
                    Page<Model> page = page(nextPage++);
                    items = page.items().iterator();
                    more = page.mayHaveNext();
                } else {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Model next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Model model = next;
            next = null;
            return java.util.Objects.requireNonNull(model);
        }
    }
}
