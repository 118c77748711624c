#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""clientele-server as its administrator meets it: the commands with the server running and not, copies, and every way to end. Speaks TAP.

test-clientele-server.py PROGRAM MANPAGE GUIDE [NAME…]
"""

import hashlib
import http.client
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import traceback
from pathlib import Path

PROGRAM, MANPAGE, GUIDE = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]), Path(sys.argv[3])
COMMANDS = ["init", "serve", "user add", "user list", "user set-password", "user set-role", "user remove", "device list", "device revoke", "workspace add", "workspace list", "form add", "form list", "form remove", "hook add", "hook list", "hook remove", "backup", "restore", "check"]
DONE, USAGE, INPUT, DATABASE, NETWORK, REFUSED = 0, 2, 3, 4, 5, 6
PASSWORD = "correct horse"
POSTGRES = os.environ.get("CLIENTELE_TEST_POSTGRES")
tests = []


def test(function):
    tests.append(function)
    return function


def test_on_postgres(function):
    return test(function) if POSTGRES else function


def new_database():
    """What init is told: nothing for a file, or a schema that nobody has yet."""
    new_database.n = getattr(new_database, "n", 0) + 1
    return ["--database", f"{POSTGRES}&options=-csearch_path%3Dp{os.getpid()}_{new_database.n}"] if POSTGRES else []


class Server:
    """A server's folder, and the program run on it."""

    def __init__(self, folder, name="server"):
        self.folder = Path(folder)
        self.dir = str(self.folder / name)
        self.database = new_database()
        self.environment = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
        self.environment.pop("G_DEBUG", None)
        self.process = None
        (self.folder / "password").write_text(PASSWORD + "\n")

    def run(self, *arguments, code=DONE, input=None):
        result = subprocess.run([PROGRAM, *arguments], cwd=self.folder, capture_output=True, env=self.environment, input=input, timeout=60)
        assert result.returncode == code, f"{arguments} ended with {result.returncode}, not {code}: {result.stderr.decode()}"
        assert code == DONE or result.stderr.startswith(b"clientele-server: "), f"{arguments} did not say why: {result.stderr}"
        return result.stdout.decode()

    def init(self, *arguments):
        self.run("init", self.dir, *self.database, *arguments)

    def add(self, name, *arguments, **options):
        return self.run("user", "add", self.dir, name, "--password-file", str(self.folder / "password"), *arguments, **options)

    def start(self, *arguments, tls=False):
        self.log = open(self.folder / "log", "ab")
        self.process = subprocess.Popen([PROGRAM, "serve", self.dir, "--listen", "127.0.0.1:0", *([] if tls else ["--no-tls"]), *arguments], stdout=subprocess.PIPE, stderr=self.log, env=self.environment)
        self.said = [self.process.stdout.readline().decode()]
        assert "http" in self.said[0], (self.said, (self.folder / "log").read_text())
        self.port = int(self.said[0].rsplit(":", 1)[1])
        self.said.append(self.process.stdout.readline().decode())
        if tls:
            self.said.append(self.process.stdout.readline().decode())

    def stop(self, how=signal.SIGTERM, code=0):
        self.process.send_signal(how)
        assert self.process.wait(timeout=30) == code, self.process.returncode
        self.process.stdout.close()
        self.log.close()
        self.process = None

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait()

    def ask(self, method, path, body=None, token=None, connection=None):
        one = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        one.request(method, path, body, {"Authorization": f"Bearer {token}"} if token else {})
        answer = one.getresponse()
        data = answer.read()
        if not connection:
            one.close()
        return answer.status, data

    def login(self, name, password=PASSWORD, code=200, device=None):
        status, data = self.ask("POST", "/v1/login", json.dumps({"user": name, "password": password, "device_name": "desk", **({"device": device} if device else {})}))
        assert status == code, (status, data)
        return json.loads(data)

    def local(self, path):
        """Over the socket in the folder."""
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(self.dir + "/control.sock")
        connection.request("GET", path)
        answer = connection.getresponse()
        data = answer.read().decode()
        connection.close()
        return answer.status, data


def frame(lines):
    text = "".join(line + "\n" for line in lines) + '{"end":1,"count":%d' % len(lines)
    return (text + ',"sha256":"%s"}\n' % hashlib.sha256(text.encode()).hexdigest()).encode()


def push(number, ids, node=10, name="VIP"):
    clock = "%012x%04x%012x" % (1, 2, node)
    return frame(['["push","%012x",%d]' % (node, number), *('["tag","01890000-0000-7000-8000-%012x","%s",{"name":"%s"},{}]' % (i, clock, name) for i in ids)])


def changes(server, login, connection=None):
    """All tags by id, and the epoch."""
    found, cursor, more = {}, "", True
    while more:
        status, data = server.ask("GET", f"/v1/{login['workspace']}/changes?scope=everyone&cursor={cursor}", token=login["token"], connection=connection)
        assert status == 200, (status, data)
        lines = [json.loads(line) for line in data.decode().splitlines()]
        for line in lines[:-1]:
            if line[0] == "r":
                found[line[4]] = line
        cursor, more, epoch = lines[-1]["next"], lines[-1].get("more"), lines[-1]["epoch"]
    return found, epoch


# ── the commands ────────────────────────────────────────────────────────────────────────────────


@test
def three_commands_make_a_server(server):
    server.init()
    assert os.stat(server.dir).st_mode & 0o777 == 0o700 and os.stat(server.dir + "/key.pem").st_mode & 0o777 == 0o600
    assert server.add("Li Lei", "--role", "administrator")
    server.start(tls=True)
    pin = re.search(r"\b[0-9a-f]{64}\b", server.said[1]).group()
    invitation = re.search(r"clientele-join:https://127\.0\.0\.1:\d+#pin=([0-9a-f]{64})$", server.said[2].strip()).group(1)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", server.port)) as plain, context.wrap_socket(plain) as secure:
        assert hashlib.sha256(secure.getpeercert(True)).hexdigest() == pin == invitation
        assert secure.version() in ("TLSv1.2", "TLSv1.3")
    server.stop()


@test
def the_guide_works_as_written(server):
    """Its three commands, but at a port of this computer that is free."""
    commands = re.search(r"```\n(.*?)```", GUIDE.read_text(), re.S).group(1).splitlines()
    assert len(commands) == 3
    (server.folder / "bin").mkdir()
    (server.folder / "bin" / "clientele-server").symlink_to(PROGRAM)
    (server.folder / "ann.txt").write_text(PASSWORD + "\n")
    environment = {**server.environment, "PATH": f"{server.folder}/bin:{os.environ['PATH']}"}
    for command in commands[:2]:
        subprocess.run(["sh", "-c", command], cwd=server.folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    process = subprocess.Popen(["sh", "-c", "exec " + commands[2] + " --listen 127.0.0.1:0"], cwd=server.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        port = int(process.stdout.readline().decode().rsplit(":", 1)[1])
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection("127.0.0.1", port, context=context)
        connection.request("POST", "/v1/login", json.dumps({"user": "Ann Li", "password": PASSWORD}))
        assert json.loads(connection.getresponse().read())["role"] == "administrator"
        connection.close()
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0
        process.stdout.close()


@test
def usage_is_told(server):
    server.run("--help")
    server.run("--version")
    for arguments in (["nonsense"], ["init"], ["user", "add", server.dir], ["user"], ["serve", server.dir, "extra"], ["init", server.dir, "--nonsense"], ["init", server.dir, "--sharing", "nobody"]):
        server.run(*arguments, code=USAGE)
    for command in COMMANDS:
        assert server.run(*command.split(), "--help").startswith("Usage:")
    server.run("serve", server.dir, code=REFUSED)
    server.run("backup", server.dir, "file", code=REFUSED)
    server.run("user", "list", server.dir, code=REFUSED)
    server.init()
    server.run("init", server.dir, code=REFUSED)
    server.run("serve", server.dir, "--listen", "nowhere", "--no-tls", code=REFUSED)
    server.run("serve", server.dir, "--listen", "0.0.0.0:0", "--no-tls", code=REFUSED)
    server.run("serve", server.dir, "--tls-cert", "missing", code=INPUT)


@test
def the_man_page_has_every_command(server):
    text = MANPAGE.read_text()
    for command in COMMANDS:
        assert "\\fB" + command.replace("-", "\\-") + "\\fR" in text, f"the man page lacks {command}"


@test
def accounts_are_administered_while_the_server_runs(server):
    server.init()
    for running in (False, True):
        prefix = "on" if running else "off"
        if running:
            server.start()
        server.add(f"{prefix} ann", "--role", "administrator")
        server.add(f"{prefix} max", "--team", "north")
        server.add(f"{prefix} max", code=REFUSED)
        server.add(f"{prefix.upper()} MAX", code=REFUSED)
        server.add("bad\x01name", code=REFUSED)
        server.add(f"{prefix} x", "--role", "emperor", code=REFUSED)
        server.run("user", "add", server.dir, "short", "--password-file", "-", code=REFUSED, input=b"1234567\n")
        server.run("user", "add", server.dir, "x", code=USAGE)
        server.run("user", "set-role", server.dir, f"{prefix} max", "--role", "manager", "--team", "")
        assert f"{prefix} max\tmanager\t-\t" in server.run("user", "list", server.dir)
        server.run("user", "set-role", server.dir, "nobody", "--role", "manager", code=REFUSED)
        server.run("user", "remove", server.dir, f"{prefix} ann")
        server.run("user", "remove", server.dir, f"{prefix} ann", code=REFUSED)
        assert f"{prefix} ann" not in server.run("user", "list", server.dir)
    server.login("on ann", code=401)
    assert server.login("on max")["role"] == "manager"

    # Only one process serves a folder, and commands go to it.
    server.run("serve", server.dir, "--listen", "127.0.0.1:0", "--no-tls", code=DATABASE)
    server.run("workspace", "add", server.dir, "Neighbours")
    server.run("workspace", "add", server.dir, "Neighbours", code=REFUSED)
    assert "\tNeighbours\n" in server.run("workspace", "list", server.dir)
    server.add("somebody", code=REFUSED)
    server.add("somebody", "--workspace", "Neighbours")
    assert server.login("somebody")["workspace_name"] == "Neighbours"


@test
def forms_and_hooks_come_and_go(server):
    server.init()
    server.run("form", "add", server.dir, "Write to us", code=REFUSED)
    server.add("ann", "--role", "administrator")
    for running in (False, True):
        if running:
            server.start()
        form, hook = f"Form {running}", f"Telephone {running}"
        link = server.run("form", "add", server.dir, form, "--address", "https://crm.example").split()[-1]
        assert re.fullmatch(r"https://crm\.example/f/[a-z2-7]{26}", link), link
        said = server.run("hook", "add", server.dir, hook, "--owner", "ANN")
        assert re.search(r"/h/[a-z2-7]{26}\n.*[0-9a-f]{64}\n", said), said
        server.run("form", "add", server.dir, form, code=REFUSED)
        server.run("form", "add", server.dir, "x", "--owner", "nobody", code=REFUSED)
        server.run("form", "add", server.dir, " ", code=REFUSED)
        assert form in server.run("form", "list", server.dir).splitlines()
        assert hook in server.run("hook", "list", server.dir).splitlines()
        if running:
            path = link.removeprefix("https://crm.example")
            status, page = server.ask("GET", path)
            assert status == 200 and form.encode() in page, page
            server.run("form", "remove", server.dir, form)
            assert server.ask("GET", path)[0] == 404
            assert server.ask("POST", re.search(r"/h/\w+", said).group(0), "{}")[0] == 401
            server.run("hook", "remove", server.dir, hook)
            assert server.ask("POST", re.search(r"/h/\w+", said).group(0), "{}")[0] == 404
            server.run("hook", "remove", server.dir, hook, code=REFUSED)


@test
def what_is_taken_away_is_gone_at_once(server):
    server.init()
    server.add("ann", "--role", "administrator")
    server.start()
    one, two = server.login("ann"), server.login("ann")
    path = f"/v1/{one['workspace']}/changes?scope=everyone"
    assert server.ask("GET", path, token=one["token"])[0] == 200
    assert server.run("device", "list", server.dir).count("signed in") == 2
    server.run("device", "revoke", server.dir, one["device"])
    server.run("device", "revoke", server.dir, "nonsense", code=REFUSED)
    assert server.ask("GET", path, token=one["token"])[0] == 401
    assert server.ask("GET", path, token=two["token"])[0] == 200
    server.run("user", "set-password", server.dir, "ann", "--password-file", "-", input=b"another horse\n")
    assert server.ask("GET", path, token=two["token"])[0] == 401
    server.login("ann", code=401)
    again = server.login("ann", "another horse", device=one["device"])
    assert again["device"] == one["device"]
    server.run("user", "remove", server.dir, "ann")
    assert server.ask("GET", path, token=again["token"])[0] == 401


@test
def figures_are_for_the_socket_alone(server):
    server.init()
    server.add("ann")
    server.start()
    server.login("ann")
    assert server.ask("GET", "/metrics")[0] == 404 and server.ask("POST", "/admin", "command=user+list")[0] == 404
    status, text = server.local("/metrics")
    assert status == 200 and 'clientele_requests_total{call="login",status="200"} 1\n' in text and "clientele_commits_total " in text
    assert os.stat(server.dir + "/control.sock").st_mode & 0o777 == 0o600
    server.stop()
    assert not os.path.exists(server.dir + "/control.sock")
    log = (server.folder / "log").read_text()
    assert "login status=200" in log and "ann" not in log and PASSWORD not in log


# ── ending, and beginning again ─────────────────────────────────────────────────────────────────


@test
def what_was_acknowledged_outlives_a_kill(server):
    server.init()
    server.add("ann")
    server.start()
    login = server.login("ann")
    done = []

    def work(node):
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        try:
            for number in range(1, 10000):
                ids = range(node * 1000000 + number * 10, node * 1000000 + number * 10 + 10)
                status, data = server.ask("POST", f"/v1/{login['workspace']}/push", push(number, ids, node), login["token"], connection)
                assert status == 200 and data.count(b'["ok"]') == 10, data
                done.extend("01890000-0000-7000-8000-%012x" % i for i in ids)
                if len(done) > 600:
                    ready.set()
        except (OSError, http.client.HTTPException):
            pass

    ready = threading.Event()
    workers = [threading.Thread(target=work, args=(node,)) for node in (10, 11, 12)]
    for worker in workers:
        worker.start()
    assert ready.wait(60)
    server.stop(signal.SIGKILL, -signal.SIGKILL)
    for worker in workers:
        worker.join()
    server.run("check", server.dir)
    server.start()
    found, _ = changes(server, login)
    assert set(done) <= set(found), "what was acknowledged is lost"
    assert len(found) % 10 == 0, "half a push was stored"


@test
def a_request_under_way_is_finished_on_term(server):
    server.init()
    server.add("ann")
    server.start()
    login = server.login("ann")
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.connect()
    body = push(1, range(1000))
    head = f"POST /v1/{login['workspace']}/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {login['token']}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    connection.sock.sendall(head + body)
    server.process.send_signal(signal.SIGTERM)
    connection.sock.settimeout(30)
    answer = b""
    try:
        while chunk := connection.sock.recv(65536):
            answer += chunk
    except ConnectionResetError:
        pass  # it ended with the request unread
    assert answer == b"" or b" 503 " in answer or answer.count(b'["ok"]') == 1000, answer[:200]
    assert server.process.wait(timeout=30) == 0
    server.log.close()
    server.start()
    found, _ = changes(server, login)
    assert len(found) == (1000 if b" 200 " in answer else len(found)) and len(found) in (0, 1000)


@test
def a_backup_brings_everything_back(server):
    server.init()
    server.add("ann", "--role", "administrator")
    server.add("max")
    server.start()
    login = server.login("ann")
    blob = b"hello world"
    name = hashlib.sha256(blob).hexdigest()
    assert server.ask("POST", f"/v1/{login['workspace']}/push", push(1, range(1, 4)), login["token"])[0] == 200

    # What Ann's device gave a clock to, Max's cannot have written.
    other = server.login("max")
    forged = push(1, range(4, 6), 11).replace(b"00000000000b\",{", b"00000000000a\",{")
    forged = frame(forged.decode().splitlines()[:-1])
    assert server.ask("POST", f"/v1/{login['workspace']}/push", forged, other["token"])[1].startswith(b'["rejected","node"')
    assert server.ask("PUT", f"/v1/{login['workspace']}/blob/{name}", blob, login["token"])[0] == 204
    backup = str(server.folder / "backup.tar")
    server.run("backup", server.dir, backup)
    assert os.stat(backup).st_mode & 0o777 == 0o600
    assert server.ask("POST", f"/v1/{login['workspace']}/push", push(2, range(4, 6)), login["token"])[0] == 200
    before, epoch = changes(server, login)
    assert len(before) == 5
    server.run("restore", server.dir, backup, code=DATABASE)  # it runs
    server.stop()
    server.run("restore", server.dir, backup)
    server.run("check", server.dir)
    server.start()
    assert server.ask("GET", f"/v1/{login['workspace']}/changes?scope=everyone", token=login["token"])[0] == 401
    again = server.login("ann", device=login["device"])
    assert again["epoch"] != epoch and again["workspace"] == login["workspace"]
    after, new_epoch = changes(server, again)
    assert len(after) == 3 and new_epoch == again["epoch"]
    assert server.ask("GET", f"/v1/{login['workspace']}/blob/{name}", token=again["token"]) == (200, blob)

    # A cursor of what is lost is answered from the beginning.
    status, data = server.ask("GET", f"/v1/{login['workspace']}/changes?scope=everyone&cursor=5-0123456789abcdef", token=again["token"])
    assert status == 200 and data.startswith(b'["reconcile"]')

    # For a while each gives back what they have, whoever wrote it.
    forged = frame([forged.decode().splitlines()[0].replace(",1]", ",2]"), *forged.decode().splitlines()[1:-1]])
    status, data = server.ask("POST", f"/v1/{login['workspace']}/push", forged, server.login("max", device=other["device"])["token"])
    assert status == 200 and data.startswith(b'["ok"]\n["ok"]\n'), data
    assert len(changes(server, again)[0]) == 5
    server.stop()

    # To another computer; and what is no backup changes nothing.
    server.dir = str(server.folder / "elsewhere")
    for damage in (b"", b"nonsense", Path(backup).read_bytes()[:20000]):
        (server.folder / "bad.tar").write_bytes(damage)
        server.run("restore", server.dir, str(server.folder / "bad.tar"), code=INPUT)
        assert not os.path.exists(server.dir + "/server.db")
    if POSTGRES:
        server.run("restore", server.dir, backup, code=INPUT)
        server.database = new_database()
        server.init()
    server.run("restore", server.dir, backup)
    server.start()
    assert len(changes(server, server.login("ann"))[0]) == 3


@test
def an_archive_leads_nowhere_else(server):
    import io
    import tarfile

    for name, kind in (("../evil", tarfile.REGTYPE), ("/tmp/evil", tarfile.REGTYPE), ("server.db", tarfile.SYMTYPE), ("blobs/../../evil", tarfile.REGTYPE), ("blobs", tarfile.SYMTYPE), ("evil", tarfile.REGTYPE)):
        with tarfile.open(server.folder / "evil.tar", "w") as archive:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, "/etc/passwd" if kind == tarfile.SYMTYPE else "", 4 if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(b"evil"))
        server.run("restore", server.dir, str(server.folder / "evil.tar"), code=INPUT)
    assert not (server.folder / "evil").exists()


@test
def damage_is_found(server):
    server.init()
    server.add("ann")
    server.start()
    login = server.login("ann")
    blob = b"hello world"
    name = hashlib.sha256(blob).hexdigest()
    assert server.ask("PUT", f"/v1/{login['workspace']}/blob/{name}", blob, login["token"])[0] == 204
    server.run("check", server.dir)
    path = next(Path(server.dir, "blobs").glob("*/*/" + name))
    path.chmod(0o600)
    path.write_bytes(b"hello World")
    assert name in server.run("check", server.dir, code=DATABASE)


# ── two processes on one database ───────────────────────────────────────────────────────────────


class Listener:
    """What a process tells somebody who listens."""

    def __init__(self, server, login):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        self.connection.request("GET", f"/v1/{login['workspace']}/events", headers={"Authorization": f"Bearer {login['token']}"})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200 and self.answer.readline() == b": listening\n"

    def next(self):
        """The next number told of; None at the end."""
        while line := self.answer.readline():
            if line.startswith(b"data: "):
                return int(line.split()[1])
        return None


def psql(sql):
    return subprocess.run(["psql", "-d", POSTGRES, "-Atc", sql], check=True, capture_output=True).stdout.decode().strip()


def start_pair(server):
    """Two processes, each with a folder, and one for the attachments of both."""
    other = Server(server.folder, "second")
    other.database = server.database
    server.init("--blobs", str(server.folder / "shared"))
    other.init("--blobs", str(server.folder / "shared"))
    server.add("ann", "--role", "administrator")
    other.add("max")
    server.start()
    other.start()
    return other


@test_on_postgres
def either_process_tells_of_the_others_commits(server):
    other = start_pair(server)
    try:
        ann, max = server.login("ann"), other.login("max")
        path = f"/v1/{ann['workspace']}/push"
        here, there = Listener(server, ann), Listener(other, max)
        for number in (1, 2, 3):
            assert server.ask("POST", path, push(number, [number]), ann["token"])[0] == 200
            assert there.next() == here.next() == number, "told of once, everywhere"
        assert other.ask("POST", path, push(1, [9], 11), max["token"])[0] == 200
        assert here.next() == there.next() == 4
        assert changes(server, ann) == changes(other, max)

        # What one brings, both have.
        blob = b"hello world"
        name = hashlib.sha256(blob).hexdigest()
        assert server.ask("PUT", f"/v1/{ann['workspace']}/blob/{name}", blob, ann["token"])[0] == 204
        assert other.ask("GET", f"/v1/{ann['workspace']}/blob/{name}", token=ann["token"]) == (200, blob)

        # Whoever is signed out at one is so at the other, while they listen, too.
        server.run("device", "revoke", server.dir, max["device"])
        assert there.next() is None
        assert other.ask("GET", f"/v1/{max['workspace']}/changes?scope=everyone", token=max["token"])[0] == 401
        again = other.login("max", device=max["device"])
        there = Listener(other, again)
        server.run("user", "remove", server.dir, "max")
        assert there.next() is None
        other.login("max", code=401)
    finally:
        other.close()


@test_on_postgres
def processes_that_write_at_once_lose_nothing(server):
    other = start_pair(server)
    try:
        server.run("workspace", "add", server.dir, "Neighbours")
        server.add("eve", "--workspace", "Neighbours")
        logins = [server.login("ann"), server.login("eve")]
        failed = []

        def work(place, login, node):
            connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=60)
            for number in range(1, 41):
                status, data = place.ask("POST", f"/v1/{login['workspace']}/push", push(number, range(node * 1000 + number * 5, node * 1000 + number * 5 + 5), node), login["token"], connection)
                if status != 200 or data.count(b'["ok"]') != 5:
                    failed.append((status, data))

        workers = [threading.Thread(target=work, args=(place, login, 10 + 2 * i + j)) for i, place in enumerate((server, other)) for j, login in enumerate(logins)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert not failed, failed[:3]
        for login in logins:
            found, _ = changes(other, login)
            assert len(found) == 400 and sorted(line[1] for line in found.values()) == list(range(1, 401))
    finally:
        other.close()


@test_on_postgres
def a_lost_connection_is_made_again(server):
    server.init()
    server.add("ann")
    server.start()
    login = server.login("ann")
    path = f"/v1/{login['workspace']}/push"
    listener = Listener(server, login)
    for number in range(1, 6):
        # Idle connections end, as when the database is restarted; what was acknowledged is there, and the next request is answered as if nothing was.
        psql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'clientele-server'")
        assert server.ask("POST", path, push(number, [number]), login["token"])[0] == 200
        assert listener.next() == number
        assert len(changes(server, login)[0]) == number
    assert server.ask("GET", "/health")[0] == 200


@test_on_postgres
def a_password_is_in_no_log(server):
    server.database = ["--database", server.database[1].replace("clientele@", "clientele:hush-hush@")]
    server.init()
    assert os.stat(server.dir + "/server.conf").st_mode & 0o777 == 0o600
    server.add("ann")
    server.start()
    server.login("ann")
    server.stop()
    settings = Path(server.dir, "server.conf")
    settings.write_text(settings.read_text().replace("host=", "host=/nowhere"))
    said = subprocess.run([PROGRAM, "serve", server.dir], capture_output=True, env=server.environment, timeout=60)
    assert said.returncode == DATABASE and b"nowhere" in said.stderr
    assert b"hush" not in said.stderr + said.stdout and "hush" not in (server.folder / "log").read_text()
    server.run("init", str(server.folder / "wrong"), "--database", "mysql://office", code=REFUSED)
    server.run("init", str(server.folder / "wrong"), "--database", "postgresql://clientele@/postgres?host=/nowhere", code=DATABASE)
    assert not (server.folder / "wrong").exists()


def main():
    chosen = [one for one in tests if len(sys.argv) < 5 or one.__name__ in sys.argv[4:]]
    print(f"1..{len(chosen)}")
    failed = 0
    for i, one in enumerate(chosen, 1):
        with tempfile.TemporaryDirectory(prefix="clientele-server-") as folder:
            server = Server(folder)
            try:
                one(server)
                print(f"ok {i} {one.__name__}", flush=True)
            except Exception:
                failed += 1
                if server.process and server.process.poll() is not None:
                    print(f"# the server ended with {server.process.returncode}")
                print(f"not ok {i} {one.__name__}")
                print("\n".join("# " + line for line in traceback.format_exc().splitlines()), flush=True)
                if (server.folder / "log").exists():
                    print("\n".join("# " + line for line in (server.folder / "log").read_text().splitlines()[-10:]), flush=True)
            finally:
                server.close()
    sys.exit(failed > 0)


main()
