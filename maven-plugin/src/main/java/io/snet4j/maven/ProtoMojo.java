package io.snet4j.maven;

import io.snet4j.chain.Chain;
import io.snet4j.errors.SnetException;
import io.snet4j.internal.text.ForeignFailure;
import io.snet4j.registry.ProtoFile;
import io.snet4j.registry.Registry;
import io.snet4j.registry.Service;
import io.snet4j.storage.Storage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the proto files that a service of SingularityNET publishes into a folder, for a protobuf plugin to make stubs
 * of. What is there already stays if the service still publishes the same; without a network ({@code mvn -o}), what is
 * there is used as it is. {@code training.proto} is left out: it comes with {@code snet4j-client}. Network and storage
 * may be set as for clients, by the {@code SNET4J_} variables of the environment.
 */
@Mojo(name = "proto", defaultPhase = LifecyclePhase.INITIALIZE, requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init") // Maven sets the fields.
public class ProtoMojo extends AbstractMojo {
    /** Id of the organization. */
    @Parameter(property = "snet4j.organization", required = true)
    String organization;

    /** Id of the service. */
    @Parameter(property = "snet4j.service", required = true)
    String service;

    /**
     * {@code mainnet}, which is the default, {@code sepolia}, or {@code local}; the last needs {@code registry} and
     * {@code chainId}.
     */
    @Parameter(property = "snet4j.network", defaultValue = "${env.SNET4J_NETWORK}")
    @Nullable
    String network;

    /** Address of the Registry contract, if it is not the network's. */
    @Parameter(property = "snet4j.registry", defaultValue = "${env.SNET4J_REGISTRY}")
    @Nullable
    String registry;

    /** The chain's id, if it is not the network's. */
    @Parameter(property = "snet4j.chain-id", defaultValue = "${env.SNET4J_CHAIN_ID}")
    @Nullable
    Long chainId;

    /** JSON-RPC endpoint of an Ethereum node. */
    @Parameter(property = "snet4j.rpc", defaultValue = "${env.SNET4J_RPC}", required = true)
    URI rpc;

    /** Where content is fetched from, in this order: RPC endpoints of IPFS nodes, and gateways. */
    @Parameter(property = "snet4j.storage", defaultValue = "${env.SNET4J_STORAGE}", required = true)
    List<URI> storage;

    /** Where the files go. One folder for each service: files that it no longer publishes are deleted. */
    @Parameter(property = "snet4j.output-directory", defaultValue = "${project.build.directory}/snet4j/proto")
    File outputDirectory;

    /** For each request, in seconds. */
    @Parameter(property = "snet4j.timeout", defaultValue = "30")
    long timeout;

    /** Whether to fetch nothing and leave the folder as it is. */
    @Parameter(property = "snet4j.skip", defaultValue = "false")
    boolean skip;

    @Parameter(defaultValue = "${settings.offline}", readonly = true)
    boolean offline;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("snet4j:proto is skipped");
            return;
        }
        String name = organization + "/" + service;
        try {
            ProtoFolder folder = new ProtoFolder(outputDirectory.toPath(), name);
            if (!offline) {
                fetch(folder);
            } else if (folder.isFilled()) {
                getLog().info("offline: using the proto files of " + name + " as they are");
            } else {
                throw new MojoFailureException("offline, and the proto files of " + name + " were not fetched before");
            }
        } catch (SnetException | IllegalArgumentException e) {
            throw new MojoFailureException(
                    "cannot fetch the proto files of " + name + ": " + e.getMessage(), ForeignFailure.printable(e));
        } catch (IOException e) {
            throw new MojoExecutionException("cannot write the proto files of " + name + ": " + e, e);
        }
    }

    private void fetch(ProtoFolder folder) throws IOException {
        RegistryPlace place = RegistryPlace.of(network == null ? "mainnet" : network, registry, chainId);
        Duration limit = Duration.ofSeconds(timeout);
        try (Chain chain = Chain.connect(rpc, limit);
                Storage contents = Storage.of(storage, limit)) {
            place.check(chain);
            Registry contract = new Registry(chain, place.registry(), contents);
            Service published = contract.service(organization, service);
            if (folder.holds(published.api())) {
                getLog().info("the proto files of " + folder + " are up to date: " + published.api());
                return;
            }
            List<ProtoFile> files = contract.protoFiles(published);
            folder.fill(published.api(), files);
            getLog().info("fetched the proto files of " + folder + ": " + published.api());
        }
    }
}
