"""The bench's own environment: Sou's programs, a venv, a Debian package, Lucene's jar."""

import glob
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import zipfile

root = pathlib.Path(__file__).resolve().parent.parent.parent
home = root / ".build/bench"
python = home / "venv/bin/python"

PACKAGES = [
    "pysqlite3-binary", "tantivy", "xapian-bindings-binary", "jieba", "fugashi", "unidic-lite",
    "pyicu-wheels",
]
# The only packages that carry Lucene 9; the jar holds all it needs.
LUCENE_PACKAGE = "pyserini==1.6.0"


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def quiet(*command):
    """Runs a command that may fail: returns nothing, or what it said last."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    lines = (done.stderr + done.stdout).strip().splitlines()
    return None if done.returncode == 0 else (lines or ["failed"])[-1][:300]


class Environment:
    """Where the programs are, and why some are not: `missing` has a reason for each."""

    def __init__(self, builds):
        self.missing = {}
        home.mkdir(parents=True, exist_ok=True)
        if builds:
            say("building Sou")
            run("swift", "build", "-c", "release", "--product", "sou", cwd=root, stdout=sys.stderr)
            for product in ("tokenizer-bench", "search-bench"):
                run("swift", "build", "--package-path", "bench", "-c", "release", "--product", product,
                    cwd=root, stdout=sys.stderr)
            run(root / "scripts/build-extension", cwd=root, stdout=sys.stderr)
        self.sou = root / ".build/release/sou"
        self.search_bench = root / "bench/.build/release/search-bench"
        self.tokenizer_bench = root / "bench/.build/release/tokenizer-bench"
        self.variables = dict(
            os.environ, SOU=str(self.sou), SOU_EXTENSION=str(root / ".build/extension/libsou.so"),
            PYTHONPATH=str(root / "bench"))
        self.make_venv()
        self.install_groonga()
        self.install_lucene()

    def make_venv(self):
        if not python.exists():
            # Debian's Python, where there is one: others may have no ensurepip.
            maker = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
            run(maker, "-m", "venv", home / "venv")
        have = subprocess.check_output([str(python), "-m", "pip", "freeze"], text=True).lower()
        for package in PACKAGES:
            if package + "==" not in have:
                say("installing " + package)
                problem = quiet(python, "-m", "pip", "install", "--quiet", package)
                if problem:
                    self.missing[package] = problem

    def install_groonga(self):
        if shutil.which("apt-get") and os.geteuid() == 0 and not glob.glob("/usr/lib/*/libgroonga.so.0"):
            say("installing libgroonga0")
            problem = quiet("apt-get", "update") or quiet(
                "apt-get", "install", "--yes", "--no-install-recommends", "libgroonga0")
            if problem:
                self.missing["libgroonga0"] = problem

    def install_lucene(self):
        """Takes the jar out of the Python package, and compiles LucenePeer beside it."""
        folder = home / "lucene"
        jar = folder / "lucene.jar"
        self.java = ["java", "-Xmx2g", "-Xms256m", "-XX:+UseSerialGC", "-cp",
                     "%s:%s" % (folder, jar), "LucenePeer"]
        if not shutil.which("javac"):
            self.missing["lucene"] = "no javac: install a JDK of Java 11 or newer"
            return
        folder.mkdir(exist_ok=True)
        if not jar.exists():
            say("fetching Lucene")
            problem = quiet(python, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder,
                            LUCENE_PACKAGE)
            if problem:
                self.missing["lucene"] = problem
                return
            package = glob.glob(str(folder / "pyserini*"))[0]
            unpack_jar(package, jar)
            os.remove(package)
        problem = quiet("javac", "-cp", jar, "-d", folder, root / "bench/peers/LucenePeer.java")
        if problem:
            self.missing["lucene"] = problem


def unpack_jar(package, to):
    """The file in a package whose name ends in fatjar.jar."""
    if package.endswith(".whl"):
        archive = zipfile.ZipFile(package)
        source = archive.open(next(n for n in archive.namelist() if n.endswith("fatjar.jar")))
    else:
        archive = tarfile.open(package)
        source = archive.extractfile(next(m for m in archive if m.name.endswith("fatjar.jar")))
    with source, open(str(to) + ".part", "wb") as out:
        shutil.copyfileobj(source, out)
    os.replace(str(to) + ".part", to)
