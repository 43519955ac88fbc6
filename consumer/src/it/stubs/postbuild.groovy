context.get("devnet").close()
assert new File(basedir, "target/snet4j/proto/parrot.proto").isFile()
assert new File(basedir, "build.log").text.contains("the parrot said: hello")
return true
