"""Archives of drawn shapes: bright on dark, one folder per label, as the digits service wants them."""

import io
import random
import struct
import tarfile
import zipfile
import zlib

SIZE = 96
LABELS = ("cross", "frame")


def drawing(label, dice):
    """A PNG of the shape, moved a little; uncompressed, so that a few hundred of them cross several messages."""
    left, top = dice.randint(10, 30), dice.randint(10, 30)
    end = SIZE - 10
    rows = bytearray()
    for y in range(SIZE):
        row = bytearray(SIZE)
        for x in range(SIZE):
            if left <= x < end and top <= y < end:
                if label == "cross":
                    on = abs((x - left) / (end - left) - 0.5) < 0.08 or abs((y - top) / (end - top) - 0.5) < 0.08
                else:
                    on = min(x - left, end - 1 - x, y - top, end - 1 - y) < 6
                row[x] = 255 if on else 0
        rows += b"\0" + row
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 0)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def write_zip(path, per_label, seed, folders=False):
    """With folders, the archive has an entry for each folder, as zip programs and file managers write them."""
    dice = random.Random(seed)
    with zipfile.ZipFile(path, "w") as archive:
        for label in LABELS:
            if folders:
                archive.writestr(label + "/", b"")
            for number in range(per_label):
                archive.writestr(f"{label}/{number:04}.png", drawing(label, dice))
    return str(path)


def write_tar(path, per_label, seed):
    dice = random.Random(seed)
    with tarfile.open(path, "w:gz") as archive:
        for label in LABELS:
            for number in range(per_label):
                image = drawing(label, dice)
                entry = tarfile.TarInfo(f"{label}/{number:04}.png")
                entry.size = len(image)
                archive.addfile(entry, io.BytesIO(image))
    return str(path)
