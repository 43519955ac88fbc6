package io.snet4j.cli;

import io.snet4j.cli.account.AccountCommand;
import io.snet4j.cli.call.CallCommand;
import io.snet4j.cli.channels.ChannelsCommand;
import io.snet4j.cli.claims.ClaimsCommand;
import io.snet4j.cli.completion.CompletionCommand;
import io.snet4j.cli.doctor.DoctorCommand;
import io.snet4j.cli.key.KeyCommand;
import io.snet4j.cli.network.NetworkCommand;
import io.snet4j.cli.provider.ProviderCommand;
import io.snet4j.cli.publish.PublishCommand;
import io.snet4j.cli.registry.DiscoverCommand;
import io.snet4j.cli.registry.MethodsCommand;
import io.snet4j.cli.registry.OrgsCommand;
import io.snet4j.cli.registry.ServiceCommand;
import io.snet4j.cli.registry.ServicesCommand;
import io.snet4j.cli.spending.SpendingCommand;
import io.snet4j.cli.training.DatasetCommand;
import io.snet4j.cli.training.ModelsCommand;
import io.snet4j.cli.training.PriceCommand;
import io.snet4j.cli.training.RunCommand;
import io.snet4j.cli.training.TrainCommand;
import io.snet4j.cli.training.UploadCommand;
import io.snet4j.cli.training.ValidateCommand;
import io.snet4j.cli.training.WaitCommand;
import java.util.List;
import picocli.CommandLine.Command;

/** The commands that stand right behind the program's name. */
final class Commands {
    static final List<Class<?>> ALL = List.of(
            AccountCommand.class,
            CallCommand.class,
            ChannelsCommand.class,
            ClaimsCommand.class,
            CompletionCommand.class,
            DatasetCommand.class,
            DemoCommand.class,
            DevnetCommand.class,
            DiscoverCommand.class,
            DoctorCommand.class,
            KeyCommand.class,
            MethodsCommand.class,
            ModelsCommand.class,
            NetworkCommand.class,
            OrgsCommand.class,
            PriceCommand.class,
            ProviderCommand.class,
            PublishCommand.class,
            RunCommand.class,
            ServiceCommand.class,
            ServicesCommand.class,
            SpendingCommand.class,
            TrainCommand.class,
            UploadCommand.class,
            ValidateCommand.class,
            WaitCommand.class);

    private Commands() {}

    /**
     * To build all commands takes longer than most of them run. Whoever begins with the name of one gets that one
     * alone, since all that follows is for it.
     */
    static List<Class<?>> neededFor(String... arguments) {
        if (arguments.length == 0) {
            return List.of();
        }
        for (Class<?> command : ALL) {
            if (name(command).equals(arguments[0])) {
                // That one prints the names of all the others.
                return command == CompletionCommand.class ? ALL : List.of(command);
            }
        }
        return ALL;
    }

    /** Whether nothing is asked for but the version. */
    static boolean isVersion(String... arguments) {
        return arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"));
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
