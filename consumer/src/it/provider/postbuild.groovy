def tests = new File(basedir, "my-texts/target/surefire-reports").listFiles().findAll { it.name.endsWith(".txt") }
assert tests.size() == 2
tests.each { assert it.text.contains("Failures: 0, Errors: 0, Skipped: 0") }
assert new File(basedir, "my-texts/target/service.jar").isFile()
// What java -jar needs lies beside it.
def help = [System.getProperty("java.home") + "/bin/java", "-jar", "target/service.jar", "models", "none"]
        .execute(null, new File(basedir, "my-texts"))
assert help.err.text.contains("NumberFormatException")
return true
