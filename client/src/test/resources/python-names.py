"""What zipfile and tarfile see in the archives named: kind, size and the name's bytes of each entry, one a line."""

import stat
import sys
import tarfile
import zipfile


def of_zip(path):
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            link = stat.S_ISLNK(entry.external_attr >> 16)
            kind = "d" if entry.is_dir() else "l" if link else "f"
            # As later versions read the field with the name in UTF-8, and 3.11 does not.
            name = entry.orig_filename
            yield kind, entry.file_size, name.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")


def of_tar(path):
    with tarfile.open(path, encoding="utf-8") as archive:
        for entry in archive:
            kind = "d" if entry.isdir() else "l" if entry.issym() else "h" if entry.islnk() else "f"
            # tarfile takes the slash off.
            name = entry.name + "/" if entry.isdir() else entry.name
            yield kind, entry.size, name.encode("utf-8", "surrogateescape")


for path in sys.argv[1:]:
    for kind, size, name in of_zip(path) if path.endswith(".zip") else of_tar(path):
        print(kind, size, name.hex())
