package io.snet4j.observe;

/**
 * How far a search for what happened on the chain has come, at a node that gives it in parts only.
 *
 * @param fromBlock the first that is searched
 * @param searchedTo the last that was searched by now
 * @param toBlock the last that is to be searched
 * @since 0.1.0
 */
public record LogSearch(long fromBlock, long searchedTo, long toBlock) {}
