"""Which PostgreSQL and Redis may a test run use? Its own, on free ports, in its own folder, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30


@contextmanager
def throw_away_servers():
    """Yield the environment of a run on PostgreSQL and Redis; both are stopped and removed whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix="thi-dua-servers-"))
    folder.chmod(0o755)  # the postgres user must get through
    started = []
    try:
        postgres_port, redis_port = free_port(), free_port()
        started.append(_start_postgres(folder, postgres_port))
        started.append(_start_redis(folder, redis_port))
        _wait(started[0], postgres_port, folder / "postgres.log")
        _wait(started[1], redis_port, folder / "redis.log")
        yield {
            "DATABASE_URL": f"postgres://tester@127.0.0.1:{postgres_port}/postgres",
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        }
    finally:
        for each in started:
            each.terminate()
        for each in started:
            try:
                each.wait(timeout=10)
            except subprocess.TimeoutExpired:
                each.kill()
        shutil.rmtree(folder, ignore_errors=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start_postgres(folder, port):
    programs, data = _postgres_programs(), folder / "postgres"
    data.mkdir()
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_user = ["runuser", "-u", "postgres", "--"]
        account = pwd.getpwnam("postgres")
        os.chown(data, account.pw_uid, account.pw_gid)
    initdb = [*as_user, programs / "initdb", "-D", data, "-U", "tester", "--auth=trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--locale=C", "--no-sync"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
    # Nothing here has to survive a power cut; what does is proven by the fault tests on servers of their own.
    fast = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=250"]
    where = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={data}"]
    options = [part for each in (*where, *fast) for part in ("-c", each)]
    return _start([*as_user, programs / "postgres", "-D", data, *options], folder, "postgres.log")


def _postgres_programs():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda each: int(each.parts[-3]))
    return found[-1].parent if found else Path(shutil.which("postgres")).resolve().parent


def _start_redis(folder, port):
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
    return _start([*command, "--save", "", "--appendonly", "no", "--daemonize", "no"], folder, "redis.log")


def _start(command, folder, log):
    with open(folder / log, "w") as out:
        return subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out)


def _wait(process, port, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"Máy chủ kiểm thử không chạy được:\n{log.read_text()}")
