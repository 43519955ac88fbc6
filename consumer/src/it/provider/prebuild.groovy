// Has the terminal write the project of a service, in a package that is not the template's.
import io.snet4j.cli.Main
import io.snet4j.cli.shell.Shell
import io.snet4j.cli.shell.Terminal
import java.time.Clock

def out = new PrintWriter(System.out, true)
def shell = new Shell(System.getenv(), System.in, out, out, Terminal.of(""), Clock.systemUTC())
def folder = new File(basedir, "my-texts")
return Main.commandLine(shell).execute("provider", "new", folder.path, "--package", "org.mine.texts") == 0
