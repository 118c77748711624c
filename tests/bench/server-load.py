#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far one clientele-server goes: 20 devices push 10,000 customers each, then read them, then wait for single changes of each other.

server-load.py PROGRAM [--tls]: figures by the wall, with everything on this computer, and by the processor time of the server alone. Under
tests/server/with-postgres.py its database is PostgreSQL.
"""

import gzip
import hashlib
import http.client
import json
import os
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM, TLS = sys.argv[1], "--tls" in sys.argv
DEVICES, PUSHES, PUSH_SIZE, SINGLES = 20, 10, 1000, 200
FIELDS = ["name", "short_name", "industry", "city", "address", "postal_code", "note", "website", "source", "region"]


class Server:
    def __init__(self, folder):
        self.folder = folder + "/server"
        password = folder + "/password"
        with open(password, "w") as file:
            file.write("correct horse\n")
        quiet = {"check": True, "stdout": subprocess.DEVNULL}
        database = os.environ.get("CLIENTELE_TEST_POSTGRES")
        subprocess.run([PROGRAM, "init", self.folder, *(["--database", database] if database else [])], **quiet)
        for i in range(DEVICES):
            subprocess.run([PROGRAM, "user", "add", self.folder, f"device {i}", "--password-file", password], **quiet)
        self.process = subprocess.Popen([PROGRAM, "serve", self.folder, "--listen", "127.0.0.1:0", *([] if TLS else ["--no-tls"])], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port = int(self.process.stdout.readline().decode().rsplit(":", 1)[1])

    def connect(self):
        if not TLS:
            return http.client.HTTPConnection("127.0.0.1", self.port)
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection("127.0.0.1", self.port, context=context)

    def processor(self):
        with open(f"/proc/{self.process.pid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) // 1024 for line in file if line.startswith("VmHWM"))


class Device:
    def __init__(self, server, number):
        self.server, self.number, self.node, self.pushed = server, number, 100 + number, 0
        self.connection = server.connect()
        self.token = None
        answer = json.loads(self.ask("POST", "/v1/login", json.dumps({"user": f"device {number}", "password": "correct horse"})))
        self.token, self.root = answer["token"], f"/v1/{answer['workspace']}"

    def ask(self, method, path, body=None, **headers):
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        self.connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = self.connection.getresponse()
        data = answer.read()
        assert answer.status == 200, (answer.status, data[:300])
        return gzip.decompress(data) if answer.getheader("Content-Encoding") == "gzip" else data

    def make_push(self, size):
        self.pushed += 1
        lines = ['["push","%012x",%d]' % (self.node, self.pushed)]
        for i in range(size):
            fields = json.dumps({field: f"{field} {self.pushed}-{i}" for field in FIELDS}, separators=(",", ":"))
            lines.append('["customer","01890000-%04x-7000-8000-%06x%06x","%012x%04x%012x",%s,{}]' % (self.number, self.pushed, i, self.pushed, i, self.node, fields))
        text = "".join(line + "\n" for line in lines) + '{"end":1,"count":%d' % len(lines)
        return gzip.compress((text + ',"sha256":"%s"}\n' % hashlib.sha256(text.encode()).hexdigest()).encode(), 1)

    def push(self, bodies):
        for body in bodies:
            self.ask("POST", self.root + "/push", body, Content_Encoding="gzip", Accept_Encoding="gzip")

    def pull(self, pages, packed):
        cursor, more = "", True
        while more and pages > 0:
            data = self.ask("GET", f"{self.root}/changes?scope=everyone&cursor={cursor}", **({"Accept_Encoding": "gzip"} if packed else {}))
            trailer = json.loads(data[data.rindex(b"\n", 0, len(data) - 1) + 1:])
            cursor, more, pages = trailer["next"], trailer.get("more"), pages - 1


def measure(server, what, n, work, devices):
    wall, processor = time.time(), server.processor()
    threads = [threading.Thread(target=work, args=(device,)) for device in devices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall, processor = time.time() - wall, server.processor() - processor
    print(f"{what:42} {n / wall:9,.0f}/s   {n / processor:9,.0f} a second of its processor   {server.memory():3} MB at the most", flush=True)


def measure_live(server, sender, listener):
    """From sending a change to hearing of it on another device."""
    stream = server.connect()
    stream.request("GET", listener.root + "/events", headers={"Authorization": "Bearer " + listener.token})
    events, taken = stream.getresponse(), []
    events.readline()
    for _ in range(100):
        body = sender.make_push(1)
        time.sleep(0.15)  # one change, not a crowd, which the server tells of ten times a second
        began = time.time()
        sender.push([body])
        while not events.readline().startswith(b"data: "):
            pass
        taken.append((time.time() - began) * 1000)
    print(f"a change, sent and heard of                median {statistics.median(taken):.1f} ms, 95 of 100 within {sorted(taken)[94]:.1f} ms")


def main():
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        try:
            devices = [Device(server, i) for i in range(DEVICES)]
            bodies = {device: [device.make_push(PUSH_SIZE) for _ in range(PUSHES)] for device in devices}
            n = DEVICES * PUSHES * PUSH_SIZE
            print(f"a record of ten fields, packed             {sum(len(body) for all in bodies.values() for body in all) / n:.0f} bytes")
            measure(server, f"{DEVICES} devices push {PUSHES * PUSH_SIZE} each", n, lambda device: device.push(bodies[device]), devices)
            measure(server, f"{DEVICES} devices read {PUSHES * PUSH_SIZE} each", n, lambda device: device.pull(PUSHES, False), devices)
            measure(server, f"{DEVICES} devices read {PUSHES * PUSH_SIZE} each, packed", n, lambda device: device.pull(PUSHES, True), devices)
            bodies = {device: [device.make_push(1) for _ in range(SINGLES)] for device in devices}
            measure(server, f"{DEVICES} devices make {SINGLES} single changes each", DEVICES * SINGLES, lambda device: device.push(bodies[device]), devices)
            measure_live(server, devices[0], devices[1])
        finally:
            server.process.terminate()
            server.process.wait()


main()
