package io.snet4j.training;

import io.snet4j.internal.core.Positive;
import io.snet4j.value.Address;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which models are listed. What is not set does not narrow. Immutable.
 *
 * @since 0.1.0
 */
public final class ModelFilter {
    private static final int DEFAULT_PAGE_SIZE = 50;
    private static final int DEFAULT_MAX_PAGES = 1000;

    private final Set<ModelStatus> statuses;
    private final Optional<Boolean> isPublic;
    private final String methodContains;
    private final String serviceContains;
    private final String nameContains;
    private final Optional<Address> createdBy;
    private final int pageSize;
    private final int maxPages;

    private ModelFilter(Builder builder) {
        statuses = Set.copyOf(builder.statuses);
        isPublic = builder.isPublic;
        methodContains = builder.methodContains;
        serviceContains = builder.serviceContains;
        nameContains = builder.nameContains;
        createdBy = builder.createdBy;
        pageSize = builder.pageSize;
        maxPages = builder.maxPages;
    }

    /** All that the caller may see: public ones, own ones, and those shared with the caller. */
    public static ModelFilter all() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Empty means any. */
    public Set<ModelStatus> statuses() {
        return statuses;
    }

    public Optional<Boolean> isPublic() {
        return isPublic;
    }

    public String methodContains() {
        return methodContains;
    }

    public String serviceContains() {
        return serviceContains;
    }

    public String nameContains() {
        return nameContains;
    }

    public Optional<Address> createdBy() {
        return createdBy;
    }

    public int pageSize() {
        return pageSize;
    }

    /** How many pages are read of one list, at most. */
    public int maxPages() {
        return maxPages;
    }

    /** Not thread-safe. */
    public static final class Builder {
        private final Set<ModelStatus> statuses = EnumSet.noneOf(ModelStatus.class);
        private Optional<Boolean> isPublic = Optional.empty();
        private String methodContains = "";
        private String serviceContains = "";
        private String nameContains = "";
        private Optional<Address> createdBy = Optional.empty();
        private int pageSize = DEFAULT_PAGE_SIZE;
        private int maxPages = DEFAULT_MAX_PAGES;

        private Builder() {}

        /**
         * By the status that the daemon has stored, which may lag behind the provider's.
         *
         * @throws IllegalArgumentException for {@link ModelStatus#UNRECOGNIZED}
         */
        public Builder statuses(ModelStatus... anyOf) {
            List<ModelStatus> wanted = List.of(anyOf);
            if (wanted.contains(ModelStatus.UNRECOGNIZED)) {
                throw new IllegalArgumentException("a daemon cannot be asked for the status UNRECOGNIZED");
            }
            statuses.clear();
            statuses.addAll(wanted);
            return this;
        }

        public Builder onlyPublic() {
            isPublic = Optional.of(true);
            return this;
        }

        public Builder onlyPrivate() {
            isPublic = Optional.of(false);
            return this;
        }

        /** Letter case counts. */
        public Builder methodContains(String text) {
            methodContains = text;
            return this;
        }

        /** Letter case counts. */
        public Builder serviceContains(String text) {
            serviceContains = text;
            return this;
        }

        /** Letter case does not count. */
        public Builder nameContains(String text) {
            nameContains = text;
            return this;
        }

        public Builder createdBy(Address creator) {
            createdBy = Optional.of(creator);
            return this;
        }

        /**
         * Default: 50.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder pageSize(int models) {
            Positive.of("a page size", models);
            pageSize = models;
            return this;
        }

        /**
         * How many pages are read of one list, at most; a list that goes on fails then. Each page is one call. Default:
         * 1000, which is 50 000 models in pages of the default size.
         *
         * @throws IllegalArgumentException unless positive
         */
        public Builder maxPages(int pages) {
            Positive.of("a number of pages", pages);
            maxPages = pages;
            return this;
        }

        public ModelFilter build() {
            return new ModelFilter(this);
        }
    }
}
