#!/usr/bin/env python3
"""test_api.py FIXTURE - the API over real sockets: sign-in, rights, forms of
requests and answers, events.  Every JSON answer is held against its shape."""
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unittest

FIXTURE = sys.argv.pop(1)
SHAPES = {}       # "GET /api/v1/tasks/{id}" -> "Task", from the server's own description
RECORDED = []     # lines for fixture --check


class Server:
    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "test.gtspace")
        self.passwords = {}
        self.start()

    def start(self):
        self.process = subprocess.Popen([FIXTURE, self.path], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        while True:
            name, value = self.process.stdout.readline().split()
            if name == "port":
                self.port = int(value)
                break
            self.passwords[name] = value

    def stop(self):
        self.process.stdin.close()
        self.process.stdout.close()
        return self.process.wait(60)


class Client:
    """One signed-in (or nameless) user."""

    def __init__(self, server, name=None, lang="en"):
        self.server, self.cookie, self.lang = server, None, lang
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        if name:
            status, body = self.post("/api/v1/session",
                                     {"name": name, "password": server.passwords[name]})
            assert status == 200, body
            self.session = body

    def ask(self, method, path, body=None, headers=None, raw=None):
        sent = {"Accept-Language": self.lang, "X-Guatu": "1"}
        if body is not None:
            raw = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        if self.cookie:
            sent["Cookie"] = self.cookie
        sent.update(headers or {})
        sent = {k: v for k, v in sent.items() if v is not None}
        self.connection.request(method, path, raw, sent)
        reply = self.connection.getresponse()
        data = reply.read()
        self.headers = reply.headers
        if reply.headers.get("Set-Cookie"):
            self.cookie = reply.headers["Set-Cookie"].split(";")[0]
        kind = reply.headers.get("Content-Type", "")
        if "json" not in kind or not data:
            return reply.status, data
        self.record(method, path, reply.status, data)
        return reply.status, json.loads(data)

    def record(self, method, path, status, data):
        line = data.decode().replace("\n", " ")
        if status >= 400:
            RECORDED.append("Problem\t" + line)
            return
        path = path.split("?")[0]
        for route, shape in SHAPES.items():
            route_method, template = route.split(" ")
            if route_method == method and re.fullmatch(
                    re.sub(r"\{\w+\}", r"[^/]+", template), path):
                RECORDED.append(shape + "\t" + line)
                return

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.ask("POST", path, body, **more)


SERVER = Server()


class SignIn(unittest.TestCase):
    def test_who_is_right_comes_in(self):
        client = Client(SERVER, "office")
        self.assertEqual((client.session["name"], client.session["role"], client.session["year"],
                          client.session["today"]), ("林一", "office", 2026, "2026-07-08"))
        self.assertEqual(client.session["space"], "Test department")
        cookie = client.headers["Set-Cookie"]
        for part in ("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="):
            self.assertIn(part, cookie)
        self.assertEqual(client.get("/api/v1/session")[0], 200)

    def test_wrong_name_and_wrong_password_look_alike(self):
        client = Client(SERVER)
        answers = [client.post("/api/v1/session", {"name": name, "password": "wrong-password-1"})
                   for name in ("office", "nobody")]
        self.assertEqual([a[0] for a in answers], [401, 401])
        self.assertEqual(answers[0][1]["detail"], answers[1][1]["detail"])
        self.assertNotIn("Set-Cookie", client.headers)

    def test_errors_come_in_the_asked_language(self):
        self.assertEqual(Client(SERVER, lang="zh-CN").get("/api/v1/session")[1]["detail"], "请先登录")
        self.assertEqual(Client(SERVER, lang="en").get("/api/v1/session")[1]["detail"],
                         "please sign in")

    def test_five_wrong_passwords_lock_the_account(self):
        client = Client(SERVER)
        for _ in range(5):
            self.assertEqual(client.post("/api/v1/session", {"name": "locked", "password": "x" * 12})[0], 401)
        status, body = client.post("/api/v1/session",
                                   {"name": "locked", "password": SERVER.passwords["locked"]})
        self.assertEqual(status, 429)
        self.assertIn("15 min", body["detail"])

    def test_signing_out_ends_it(self):
        client = Client(SERVER, "office")
        kept = client.cookie
        self.assertEqual(client.ask("DELETE", "/api/v1/session"), (204, b""))
        self.assertEqual(client.get("/api/v1/session", headers={"Cookie": kept})[0], 401)

    def test_a_made_up_token_is_nobody(self):
        for token in ("", "x", "0" * 64, "../../etc", "0" * 5000):
            self.assertEqual(Client(SERVER).get(
                "/api/v1/session", headers={"Cookie": "guatu_session=" + token})[0], 401)

    def test_a_session_outlives_a_restart(self):
        global SERVER
        client = Client(SERVER, "reader")
        self.assertEqual(SERVER.stop(), 0)
        SERVER.start()
        again = Client(SERVER)
        again.cookie = client.cookie
        self.assertEqual(again.get("/api/v1/session")[0], 200)


class Doors(unittest.TestCase):
    def test_nothing_but_health_and_sign_in_is_open(self):
        nobody = Client(SERVER)
        for route in SHAPES:
            method, path = route.split(" ")
            if (method, path) == ("POST", "/api/v1/session"):
                continue
            status, body = nobody.ask(method, re.sub(r"\{\w+\}", "1", path),
                                      None if method in ("GET", "DELETE") else {})
            self.assertEqual(status, 401, route)
        self.assertEqual(nobody.get("/healthz")[0], 200)

    def test_who_may_read_may_not_write(self):
        reader = Client(SERVER, "reader")
        for route in SHAPES:
            method, path = route.split(" ")
            if RIGHTS.get(route) in ("plan", "admin"):
                status, _ = reader.ask(method, re.sub(r"\{\w+\}", "1", path),
                                       None if method == "DELETE" else {})
                self.assertEqual(status, 403, route)

    def test_writes_must_come_from_this_site(self):
        client = Client(SERVER, "office")
        for headers, want in (({"X-Guatu": None}, 403), ({"X-Guatu": "2"}, 403),
                              ({"X-Guatu": None, "Sec-Fetch-Site": "cross-site"}, 403),
                              ({"X-Guatu": None, "Sec-Fetch-Site": "same-site"}, 403),
                              ({"X-Guatu": None, "Sec-Fetch-Site": "same-origin"}, 204)):
            self.assertEqual(client.ask("DELETE", "/api/v1/session", headers=headers)[0], want,
                             headers)

    def test_metrics_tell_no_secret_and_not_everybody(self):
        Client(SERVER, "reader")
        text = Client(SERVER).get("/metrics")[1].decode()
        self.assertIn('guatu_build_info{version="', text)
        self.assertIn('guatu_http_seconds_bucket{method="POST",route="/api/v1/session",le="+Inf"}', text)
        self.assertNotIn(SERVER.path, text)
        self.assertEqual(Client(SERVER).get("/metrics", headers={"X-Forwarded-For": "10.0.0.1"})[0], 401)
        self.assertEqual(Client(SERVER, "reader").get(
            "/metrics", headers={"X-Forwarded-For": "10.0.0.1"})[0], 200)

    def test_unknown_addresses_are_problems_too(self):
        client = Client(SERVER)
        self.assertEqual(client.get("/api/v1/nothing")[1]["code"], "ENOTFOUND")
        status, body = client.ask("PUT", "/api/v1/session", {})
        self.assertEqual((status, client.headers["Allow"]), (405, "POST, GET, DELETE"))
        self.assertEqual(client.headers["Content-Type"], "application/problem+json")


class Forms(unittest.TestCase):
    def test_all_faults_of_a_body_are_told_at_once(self):
        status, body = Client(SERVER).post("/api/v1/session",
                                           {"name": 5, "extra": True, "more": []})
        self.assertEqual(status, 422)
        self.assertEqual({p["field"]: p["text"] for p in body["problems"]}, {
            "name": "must be text", "password": "is missing",
            "extra": "is no field of SignIn", "more": "is no field of SignIn"})

    def test_a_body_that_is_no_json(self):
        client = Client(SERVER)
        json_type = {"Content-Type": "application/json"}
        for raw in (b"", b"{", b'{"name": "a" "password"}', b"\xff\xfe", b'{"name":1,"name":2}'):
            status, body = client.post("/api/v1/session", raw=raw, headers=json_type)
            self.assertEqual((status, body["code"]), (400, "EPARSE"), raw)
        self.assertEqual(client.post("/api/v1/session", raw=b"name=a",
                                     headers={"Content-Type": "text/plain"})[0], 415)

    def test_a_query_that_the_route_does_not_know(self):
        status, body = Client(SERVER, "reader").get("/api/v1/session?colour=red&size=1")
        self.assertEqual((status, [p["field"] for p in body["problems"]]),
                         (422, ["colour", "size"]))

    def test_the_description_is_whole(self):
        client = Client(SERVER, "reader")
        status, document = client.get("/api/v1/openapi.json")
        self.assertEqual((status, document["openapi"]), (200, "3.1.0"))
        refs, ids = [], []

        def walk(value):
            if isinstance(value, dict):
                if "$ref" in value:
                    refs.append(value["$ref"])
                for key, inner in value.items():
                    if key == "operationId":
                        ids.append(inner)
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)
        walk(document)
        self.assertGreater(len(refs), 10)
        for ref in refs:
            at = document
            for part in ref.removeprefix("#/").split("/"):
                self.assertIn(part, at, ref)
                at = at[part]
        self.assertEqual(len(ids), len(set(ids)))
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                self.assertIn(method, ("get", "post", "patch", "put", "delete"))
                named = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
                self.assertEqual(named, set(re.findall(r"\{(\w+)\}", path)), path)
                self.assertTrue(any(s[0] == "2" for s in operation["responses"]), path)


class Events(unittest.TestCase):
    def listen(self, client, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", SERVER.port, timeout=10)
        connection.request("GET", "/api/v1/events", headers={"Cookie": client.cookie, **(headers or {})})
        return connection, connection.getresponse()

    def test_a_page_hears_where_the_space_stands(self):
        connection, reply = self.listen(Client(SERVER, "reader"))
        self.assertEqual(reply.getheader("Content-Type"), "text/event-stream")
        lines = [reply.readline().decode().strip() for _ in range(3)]
        self.assertRegex(lines[1], r"id: \d+")
        self.assertEqual(lines[2], "event: hello")
        connection.close()

    def test_the_stream_ends_with_the_session(self):
        client = Client(SERVER, "reader")
        connection, reply = self.listen(client)
        reply.readline()
        self.assertEqual(client.ask("DELETE", "/api/v1/session")[0], 204)
        began = time.monotonic()
        reply.read()
        self.assertLess(time.monotonic() - began, 5)
        connection.close()

    def test_nobody_listens_without_a_session(self):
        connection = http.client.HTTPConnection("127.0.0.1", SERVER.port, timeout=10)
        connection.request("GET", "/api/v1/events")
        self.assertEqual(connection.getresponse().status, 401)
        connection.close()


RIGHTS = {}


def learn():
    """Routes, rights and shapes from routes.def and from the server itself."""
    source = os.path.join(os.environ["GUATU_SOURCE"], "src/api/routes.def")
    with open(source, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
    for line in text.splitlines():
        match = re.match(r'GT_ROUTE\((\w+), "([^"]+)", \w+, (\w+), "[^"]*", "[^"]*", "([^"]*)"', line)
        if match:
            route = f"{match[1]} {match[2]}"
            RIGHTS[route] = match[3]
            SHAPES[route] = match[4]


if __name__ == "__main__":
    learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = SERVER.stop()
    lines = [line for line in RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    if code != 0:
        print(f"the server ended with {code}")
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
