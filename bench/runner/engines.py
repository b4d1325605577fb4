"""The engines' processes: versions, builds, servers."""

import json
import os
import shutil
import subprocess

from .environment import python

# In the order of the report.
NAMES = ["sou", "sou-extension", "sqlite-bigram", "sqlite-trigram", "sqlite-unicode61", "groonga",
         "lucene", "tantivy-bigram", "xapian"]


class EngineFailed(Exception):
    pass


def command(environment, name, action, *arguments):
    """The command of an engine: the worker's, or that of a program of its own."""
    if name == "lucene":
        return environment.java + [action, *map(str, arguments)]
    if name == "sou" and action == "serve":
        folder, queries = arguments
        return [str(environment.search_bench), os.path.join(folder, "sou.db"), str(queries)]
    return [str(python), "-m", "peers.worker", action, name, *map(str, arguments)]


def ask_once(environment, name, action, *arguments):
    """The last line of JSON that a command prints."""
    done = subprocess.run(command(environment, name, action, *arguments), env=environment.variables,
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise EngineFailed(last_line(done.stderr) or "exit code %d" % done.returncode)
    return json.loads(last_line(done.stdout))


def last_line(text):
    return "".join(text.strip().splitlines()[-1:])


def available(environment, chosen):
    """The versions of the engines that are here; says the others in `environment.missing`."""
    found = {}
    for name in chosen:
        if name in environment.missing:
            continue
        try:
            found[name] = ask_once(environment, name, "version")
        except (EngineFailed, OSError) as problem:
            environment.missing[name] = str(problem)
    return found


def build(environment, name, documents, folder, texts="stored"):
    """Builds an index in an empty folder; returns what it took, and its size."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    answer = ask_once(environment, name, "build", documents, folder, texts)
    answer["index_bytes"] = size(folder)
    return answer


def size(folder):
    """What the disk holds for a folder, in bytes; sparse files claim more."""
    held = 0
    for path, _, names in os.walk(folder):
        held += sum(os.lstat(os.path.join(path, name)).st_blocks * 512 for name in names)
    return held


class Server:
    """An engine that has an index open and answers line by line; worker.py describes how."""

    def __init__(self, environment, name, folder, queries, log):
        self.name = name
        self.start(command(environment, name, "serve", folder, queries), environment, log)

    def start(self, words, environment, log):
        self.log = log
        with open(log, "w") as errors:
            self.process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=errors, env=environment.variables, text=True)

    def ask(self, *words):
        try:
            self.process.stdin.write("\t".join(map(str, words)) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # What it answers says why.
        return self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise EngineFailed("stopped: " + last_line(self.log.read_text("utf-8")))
        return json.loads(line)

    def peak_bytes(self):
        """The most memory that the process has held."""
        with open("/proc/%d/status" % self.process.pid) as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


class TokenizerServer(Server):
    def __init__(self, environment, name, log):
        self.name = name
        words = environment.java + ["tokens"] if name == "lucene" else [
            str(python), "-m", "peers.tokenizers", name]
        self.start(words, environment, log)
