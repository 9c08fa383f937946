#!/usr/bin/env python3
"""kill_import.py GUATU [rounds] - SIGKILL during an import, at random moments.

Each round starts the server on the same space, sends a task table, lets it
be applied and kills the process somewhere between the first byte and the
answer.  After every restart the space holds all rows of that table or none,
the journal verifies, and an import that was answered is there."""
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROWS = 400
UNITS = ["办公室", "规划处", "基础处"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def table(round_number):
    """A task table of our own, as .csv: the reader's other door is tested elsewhere."""
    lines = ["序号,重点任务,牵头单位,完成时限"]
    for row in range(1, ROWS + 1):
        lines.append(f"{round_number}-{row},第{round_number}批任务{row},{UNITS[row % 3]},2026年{1 + row % 12}月底前")
    return "\n".join(lines).encode()


class Server:
    def __init__(self, guatu, space):
        self.port = free_port()
        self.process = subprocess.Popen(
            [guatu, "serve", "--space", space, "--listen", f"127.0.0.1:{self.port}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the server did not start")

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        data = answer.read()
        cookie = answer.getheader("Set-Cookie")
        connection.close()
        return answer.status, data, cookie

    def sign_in(self, password):
        status, data, cookie = self.ask(
            "POST", "/api/v1/session", json.dumps({"name": "office", "password": password}),
            {"Content-Type": "application/json", "X-Guatu": "1"})
        assert status == 200, data
        self.headers = {"Cookie": cookie.split(";")[0], "X-Guatu": "1"}

    def json(self, method, path, value=None):
        headers = dict(self.headers, **{"Content-Type": "application/json"})
        body = None if value is None else json.dumps(value)
        status, data, _ = self.ask(method, path, body, headers)
        return status, json.loads(data) if data else None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def tasks_of(guatu, space):
    out = subprocess.run([guatu, "wall", "--space", space, "--json"], capture_output=True, check=True)
    return [json.loads(line)["title"] for line in out.stdout.decode().splitlines()]


def verify(guatu, space):
    out = subprocess.run([guatu, "journal", "verify", "--space", space, "--json"], capture_output=True)
    assert out.returncode == 0, out.stdout + out.stderr


def one_import(server, number, answered):
    headers = dict(server.headers, **{"Content-Type": "text/csv"})
    status, data, _ = server.ask("POST", f"/api/v1/imports?name=table-{number}.csv", table(number), headers)
    assert status in (200, 201), data
    preview = json.loads(data)
    unknown = [u for u in preview["units"] if u["unit"] is None]
    if unknown:
        edit = {"units": [{"text": u["text"], "create": True} for u in unknown]}
        status, preview = server.json("PATCH", f"/api/v1/imports/{preview['id']}", edit)
        assert status == 200, preview
    status, done = server.json("POST", f"/api/v1/imports/{preview['id']}/apply")
    if status == 200:
        answered.append(done["fresh"])


def try_import(server, number, answered):
    try:
        one_import(server, number, answered)
    except (OSError, http.client.HTTPException, json.JSONDecodeError):
        pass  # the server was killed under it


def main():
    guatu = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    seed = int(os.environ.get("SEED", "20260708"))
    dice = random.Random(seed)
    print(f"seed {seed}, {rounds} rounds")
    whole = none = 0
    with tempfile.TemporaryDirectory() as folder:
        space = os.path.join(folder, "space.gtspace")
        made = subprocess.run([guatu, "init", "--space", space, "--name", "某厅", "--year", "2026", "--json"],
                              capture_output=True, check=True)
        password = next(account["password"] for account in json.loads(made.stdout)["accounts"]
                        if account["account"] == "office")
        # How long an import takes when nobody kills it: the kills spread over that.
        server = Server(guatu, space)
        server.sign_in(password)
        began, answered = time.monotonic(), []
        one_import(server, 0, answered)
        span = time.monotonic() - began
        server.kill()
        assert answered == [ROWS], answered
        for number in range(1, rounds + 1):
            server = Server(guatu, space)
            server.sign_in(password)
            answered = []
            thread = threading.Thread(target=try_import, args=(server, number, answered))
            thread.start()
            # Half of them anywhere, half around the moment of the commit.
            time.sleep(dice.uniform(0, span) if number % 2 else dice.uniform(span * .6, span * 1.5))
            server.kill()
            thread.join()
            got = sum(title.startswith(f"第{number}批任务") for title in tasks_of(guatu, space))
            assert got in (0, ROWS), f"round {number}: {got} of {ROWS} rows"
            assert got == ROWS or not answered, f"round {number}: answered and lost"
            verify(guatu, space)
            whole += got == ROWS
            none += got == 0
    print(f"{rounds} kills: {whole} whole imports, {none} none, every journal whole")
    assert rounds < 20 or (whole > 0 and none > 0), "the kills all fell on one side: nothing was tested"


main()
