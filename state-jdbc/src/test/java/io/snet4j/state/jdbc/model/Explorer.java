package io.snet4j.state.jdbc.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Goes through all states that can be reached, nearest first, so that what it finds is as short as can be. */
final class Explorer<S> {
    /** @param step what happened, in words */
    record Next<S>(String step, S state) {}

    /**
     * @param states how many can be reached; with a violation, how many were looked at
     * @param violation the steps that lead to the nearest bad state, and what is wrong with it
     */
    record Result(int states, Optional<List<String>> violation) {}

    private record Way<S>(Optional<S> before, String step) {}

    private final Function<S, List<Next<S>>> steps;
    private final Function<S, Optional<String>> wrong;
    private final Map<S, Way<S>> ways = new HashMap<>();

    /** @param wrong what must not be */
    Explorer(Function<S, List<Next<S>>> steps, Function<S, Optional<String>> wrong) {
        this.steps = steps;
        this.wrong = wrong;
    }

    Result from(S first) {
        ArrayDeque<S> open = new ArrayDeque<>(List.of(first));
        ways.put(first, new Way<>(Optional.empty(), "begin"));
        while (!open.isEmpty()) {
            S state = open.remove();
            Optional<String> violation = wrong.apply(state);
            if (violation.isPresent()) {
                List<String> way = way(state);
                way.add(violation.get());
                return new Result(ways.size(), Optional.of(way));
            }
            for (Next<S> next : steps.apply(state)) {
                if (ways.putIfAbsent(next.state, new Way<>(Optional.of(state), next.step)) == null) {
                    open.add(next.state);
                }
            }
        }
        return new Result(ways.size(), Optional.empty());
    }

    private List<String> way(S last) {
        List<String> way = new ArrayList<>();
        Optional<S> at = Optional.of(last);
        while (at.isPresent()) {
            Way<S> come = ways.getOrDefault(at.get(), new Way<>(Optional.empty(), ""));
            way.add(come.step);
            at = come.before;
        }
        Collections.reverse(way);
        return way;
    }
}
