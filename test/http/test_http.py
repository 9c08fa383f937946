#!/usr/bin/env python3
"""test_http.py FIXTURE - the HTTP server over real sockets: what it answers,
what it refuses, how long it lets anybody linger, and how it stops."""
import gzip
import json
import os
import socket
import subprocess
import sys
import threading
import time
import unittest

FIXTURE = sys.argv.pop(1)
WEB = os.path.join(os.environ["GUATU_SOURCE"], "test/data/http/web")
SLOW = float(os.environ.get("GUATU_TEST_PATIENCE", "5"))


class Server:
    def __init__(self, **env):
        self.process = subprocess.Popen([FIXTURE, WEB], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, **env})
        self.port = int(self.process.stdout.readline())

    def stop(self):
        self.process.stdin.close()
        said = self.process.stdout.read()
        self.process.stdout.close()
        return self.process.wait(30), said

    def connect(self):
        s = socket.create_connection(("127.0.0.1", self.port), timeout=SLOW)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return s

    def raw(self, data):
        """Everything that comes back, and whether the server closed then."""
        with self.connect() as s:
            s.sendall(data)
            s.settimeout(0.8)
            got = b""
            try:
                while part := s.recv(65536):
                    got += part
            except ConnectionResetError:
                pass
            except socket.timeout:
                return got, False
            return got, True


class Reply:
    def __init__(self, sock):
        self.file = sock.makefile("rb")
        line = self.file.readline().decode()
        self.status = int(line.split()[1]) if line else 0
        self.headers = {}
        while (line := self.file.readline().decode().rstrip("\r\n")):
            name, value = line.split(":", 1)
            self.headers[name.lower()] = value.strip()
        length = int(self.headers.get("content-length", 0))
        self.body = self.file.read(length) if "transfer-encoding" not in self.headers else b""


def ask(sock, method, path, headers=(), body=b""):
    lines = [f"{method} {path} HTTP/1.1", "Host: test"] + list(headers)
    if body or method in ("POST", "PUT", "PATCH"):
        lines.append(f"Content-Length: {len(body)}")
    sock.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    return Reply(sock)


class Answers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        code, _ = cls.server.stop()
        assert code == 0, f"the server ended with {code}"

    def one(self, method, path, headers=(), body=b""):
        with self.server.connect() as s:
            return ask(s, method, path, headers, body)

    def test_one_connection_serves_many_requests(self):
        with self.server.connect() as s:
            for i in range(50):
                self.assertEqual(json.loads(ask(s, "GET", f"/api/hello?name=n{i}").body),
                                 {"hello": f"n{i}"})

    def test_requests_sent_ahead_are_answered_in_order(self):
        with self.server.connect() as s:
            s.sendall(b"".join(b"GET /api/hello?name=%d HTTP/1.1\r\nHost: t\r\n\r\n" % i
                               for i in range(5)))
            got = b""
            while got.count(b"hello") < 5:
                got += s.recv(65536)
            order = [got.index(b'"hello":"%d"' % i) for i in range(5)]
            self.assertEqual(order, sorted(order))

    def test_chinese_in_query_and_path(self):
        self.assertEqual(json.loads(self.one("GET", "/api/hello?name=%E6%8C%82%E5%9B%BE+a").body),
                         {"hello": "挂图 a"})
        self.assertEqual(json.loads(self.one("GET", "/api/items/%E5%A4%84%2F1").body)["id"], "处/1")

    def test_a_literal_wins_over_a_parameter(self):
        self.assertEqual(json.loads(self.one("GET", "/api/items/first").body)["route"],
                         "/api/items/first")

    def test_a_body_comes_back_whole(self):
        body = os.urandom(99999)
        self.assertEqual(self.one("POST", "/api/echo", body=body).body, body)

    def test_a_chunked_body_comes_back_whole(self):
        with self.server.connect() as s:
            s.sendall(b"POST /api/echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n"
                      b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")
            self.assertEqual(Reply(s).body, b"hello world")

    def test_a_body_over_the_limit_is_413_and_the_connection_lives(self):
        with self.server.connect() as s:
            reply = ask(s, "POST", "/api/echo", body=b"x" * 100001)
            self.assertEqual(reply.status, 413)
            self.assertIn(b"100000", reply.body)
            self.assertEqual(ask(s, "GET", "/api/hello").status, 200)

    def test_a_chunked_body_over_the_limit_is_413(self):
        with self.server.connect() as s:
            s.sendall(b"POST /api/echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in range(30):
                s.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
            s.sendall(b"0\r\n\r\n")
            self.assertEqual(Reply(s).status, 413)

    def test_a_client_that_asks_first_is_told_before_it_sends(self):
        with self.server.connect() as s:
            s.sendall(b"POST /api/echo HTTP/1.1\r\nHost: t\r\nContent-Length: 900000\r\n"
                      b"Expect: 100-continue\r\n\r\n")
            reply = Reply(s)
            self.assertEqual(reply.status, 413)
            self.assertEqual(reply.headers["connection"].lower(), "close")

    def test_a_body_where_none_belongs_is_413(self):
        self.assertEqual(self.one("GET", "/api/hello", body=b"x").status, 413)

    def test_unknown_paths_and_methods(self):
        self.assertEqual(self.one("GET", "/api/nothing").status, 404)
        reply = self.one("PUT", "/api/items/1", body=b"")
        self.assertEqual(reply.status, 405)
        self.assertEqual(sorted(reply.headers["allow"].split(", ")), ["DELETE", "GET"])

    def test_head_has_the_length_and_no_body(self):
        with self.server.connect() as s:
            s.sendall(b"HEAD /api/hello HTTP/1.1\r\nHost: t\r\n\r\n"
                      b"GET /api/hello HTTP/1.1\r\nHost: t\r\n\r\n")
            got = b""
            while got.count(b"HTTP/1.1 200") < 2 or not got.endswith(b"}"):
                got += s.recv(65536)
            self.assertEqual(got.count(b'{"hello"'), 1)

    def test_etags(self):
        reply = self.one("GET", "/api/items/1")
        self.assertEqual(reply.headers["etag"], '"7"')
        again = self.one("GET", "/api/items/1", ['If-None-Match: "3", W/"7"'])
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(self.one("GET", "/api/items/1", ['If-None-Match: "8"']).status, 200)
        self.assertEqual(self.one("DELETE", "/api/items/1", ['If-None-Match: "7"']).status, 200)

    def test_large_answers_are_packed_for_those_who_take_it(self):
        plain = self.one("GET", "/api/large")
        self.assertNotIn("content-encoding", plain.headers)
        packed = self.one("GET", "/api/large", ["Accept-Encoding: br, gzip;q=0.8"])
        self.assertEqual(packed.headers["content-encoding"], "gzip")
        self.assertLess(len(packed.body), 2000)
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        for refused in ("gzip;q=0", "identity", "*;q=0"):
            reply = self.one("GET", "/api/large", ["Accept-Encoding: " + refused])
            self.assertNotIn("content-encoding", reply.headers, refused)
        small = self.one("GET", "/api/hello", ["Accept-Encoding: gzip"])
        self.assertNotIn("content-encoding", small.headers)

    def test_every_answer_is_fenced(self):
        for path in ("/api/hello", "/", "/api/nothing"):
            headers = self.one("GET", path).headers
            self.assertEqual(headers["x-content-type-options"], "nosniff", path)
            self.assertIn("frame-ancestors 'none'", headers["content-security-policy"], path)
            self.assertEqual(headers["referrer-policy"], "same-origin", path)
            self.assertNotIn("server", headers, path)
        self.assertIn("script-src 'self';", self.one("GET", "/").headers["content-security-policy"])

    def test_answers_are_not_kept_by_caches(self):
        self.assertEqual(self.one("GET", "/api/hello").headers["cache-control"], "no-store")
        self.assertEqual(self.one("GET", "/api/items/1").headers["cache-control"],
                         "private, no-cache")

    def test_a_chinese_file_name(self):
        self.assertEqual(self.one("GET", "/api/save").headers["content-disposition"],
                         "attachment; filename=\"___1.xlsx\"; "
                         "filename*=UTF-8''%E4%BB%BB%E5%8A%A1%201.xlsx")

    def test_files(self):
        index = self.one("GET", "/")
        self.assertIn("首页", index.body.decode())
        self.assertEqual(index.headers["content-type"], "text/html; charset=utf-8")
        self.assertEqual(index.headers["cache-control"], "no-cache")
        self.assertEqual(self.one("GET", "/wall/2026").body, index.body)
        self.assertEqual(self.one("GET", "/", ["If-None-Match: " + index.headers["etag"]]).status, 304)
        script = self.one("GET", "/assets/index-Bx3kQ9aZ.js", ["Accept-Encoding: gzip"])
        self.assertEqual(script.headers["content-encoding"], "gzip")
        self.assertIn("immutable", script.headers["cache-control"])
        with open(os.path.join(WEB, "assets/index-Bx3kQ9aZ.js"), "rb") as file:
            self.assertEqual(gzip.decompress(script.body), file.read())
        self.assertEqual(self.one("GET", "/robots.txt").body, b"User-agent: *\n")
        self.assertEqual(self.one("GET", "/assets/gone.js").status, 404)
        self.assertEqual(self.one("POST", "/", body=b"x").status, 404)

    def test_no_way_out_of_the_folder(self):
        for path in ("/../meson.build", "/assets/../../meson.build", "/%2e%2e/meson.build",
                     "/assets/%2e%2e/robots.txt"):
            self.assertEqual(self.one("GET", path).status, 400, path)
        self.assertEqual(self.one("GET", "/..%2fmeson.build").status, 404)

    def test_a_slow_handler_does_not_hold_up_others(self):
        slow = threading.Thread(target=self.one, args=("GET", "/api/slow"))
        slow.start()
        time.sleep(0.1)
        began = time.monotonic()
        self.assertEqual(self.one("GET", "/api/hello").status, 200)
        self.assertLess(time.monotonic() - began, 0.25)
        slow.join()

    def test_a_full_queue_answers_503_with_a_time(self):
        statuses = []

        def go():
            reply = self.one("GET", "/api/slow")
            statuses.append((reply.status, reply.headers.get("retry-after")))
        threads = [threading.Thread(target=go) for _ in range(8)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertIn((503, "2"), statuses)
        self.assertIn((200, None), statuses)

    def test_who_is_asking(self):
        self.assertEqual(json.loads(self.one("GET", "/api/who").body),
                         {"peer": "127.0.0.1", "secure": False, "local": True})
        # Without a trusted proxy the claim is not believed, and nobody is local.
        self.assertEqual(json.loads(self.one("GET", "/api/who", [
            "X-Forwarded-For: 10.1.1.1", "X-Forwarded-Proto: https"]).body),
            {"peer": "127.0.0.1", "secure": False, "local": False})


class BehindAProxy(unittest.TestCase):
    def test_the_last_hop_is_believed(self):
        server = Server(FIXTURE_PROXY="1")
        with server.connect() as s:
            reply = ask(s, "GET", "/api/who", ["X-Forwarded-For: 6.6.6.6, 10.1.1.1",
                                               "X-Forwarded-Proto: https"])
            self.assertEqual(json.loads(reply.body),
                             {"peer": "10.1.1.1", "secure": True, "local": False})
            self.assertIn("max-age", reply.headers["strict-transport-security"])
        self.assertEqual(server.stop()[0], 0)


GET = b"GET /api/hello HTTP/1.1\r\n"
POST = b"POST /api/echo HTTP/1.1\r\n"
HIDDEN = b"GET /api/items/hidden HTTP/1.1\r\nHost: t\r\n\r\n"
MALFORMED = [
    ("no Host", GET + b"\r\n"),
    ("two Hosts", GET + b"Host: a\r\nHost: b\r\n\r\n"),
    ("two lengths that differ", POST + b"Host: t\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\n" + HIDDEN),
    ("two lengths that agree", POST + b"Host: t\r\nContent-Length: 0\r\nContent-Length: 0\r\n\r\n" + HIDDEN),
    ("length and chunks", POST + b"Host: t\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
    ("two transfer codings", POST + b"Host: t\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
    ("a transfer coding that is not chunked", POST + b"Host: t\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN),
    ("gzip, chunked", POST + b"Host: t\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + HIDDEN),
    ("a length with a sign", POST + b"Host: t\r\nContent-Length: +0\r\n\r\n" + HIDDEN),
    ("a length in hex", POST + b"Host: t\r\nContent-Length: 0x0\r\n\r\n" + HIDDEN),
    ("a negative length", POST + b"Host: t\r\nContent-Length: -1\r\n\r\n" + HIDDEN),
    ("a blank before the colon", GET + b"Host : t\r\n\r\n" + HIDDEN),
    ("a blank before the colon of the length", POST + b"Host: t\r\nContent-Length : 0\r\n\r\n" + HIDDEN),
    ("a folded header", POST + b"Host: t\r\nX-A: 1\r\n Content-Length: 44\r\n\r\n" + HIDDEN),
    ("a control character in a value", GET + b"Host: t\r\nX-A: a\x01b\r\n\r\n"),
    ("a name with brackets", GET + b"Host: t\r\nX[A]: 1\r\n\r\n"),
    ("too many headers", GET + b"Host: t\r\n" + b"".join(b"X-%d: 1\r\n" % i for i in range(80)) + b"\r\n"),
    ("a bad escape", b"GET /api/hello?name=%zz HTTP/1.1\r\nHost: t\r\n\r\n"),
    ("an escape cut off", b"GET /api/hello?name=%4 HTTP/1.1\r\nHost: t\r\n\r\n"),
    ("a NUL in the path", b"GET /api/items/%00 HTTP/1.1\r\nHost: t\r\n\r\n"),
    ("bytes that are not UTF-8", b"GET /api/items/%ff%fe HTTP/1.1\r\nHost: t\r\n\r\n"),
    ("a name twice in the query", b"GET /api/hello?name=a&name=b HTTP/1.1\r\nHost: t\r\n\r\n"),
    ("an address that is no path", b"GET http://evil/api/hello HTTP/1.1\r\nHost: t\r\n\r\n"),
    ("a version of its own", b"GET /api/hello HTTP/2.7\r\nHost: t\r\n\r\n"),
    ("an address of ten thousand bytes", b"GET /" + b"a" * 10000 + b" HTTP/1.1\r\nHost: t\r\n\r\n"),
    ("a header of thirty thousand bytes", GET + b"Host: t\r\nX-A: " + b"a" * 30000 + b"\r\n\r\n"),
    ("nothing that looks like HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
]


class Refusals(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()

    @classmethod
    def tearDownClass(cls):
        code, _ = cls.server.stop()
        assert code == 0, f"the server ended with {code}"

    def test_malformed_requests_get_one_refusal_and_the_end(self):
        for name, data in MALFORMED:
            with self.subTest(name):
                got, closed = self.server.raw(data)
                self.assertTrue(closed)
                self.assertNotIn(b"HTTP/1.1 2", got)
                self.assertNotIn(b"hidden", got)
                if got:
                    self.assertIn(got.split()[1], (b"400", b"413", b"414", b"431", b"505"))
        with self.server.connect() as s:
            self.assertEqual(ask(s, "GET", "/api/hello").status, 200)

    def test_who_drips_headers_is_dropped_in_time(self):
        sockets = [self.server.connect() for _ in range(100)]
        began = time.monotonic()
        for s in sockets:
            s.sendall(b"GET /api/hello HTTP/1.1\r\nHost: t\r\nX-Drip: ")
        gone = set()
        while len(gone) < len(sockets) and time.monotonic() - began < SLOW:
            for i, s in enumerate(sockets):
                if i not in gone:
                    try:
                        s.send(b"a")
                        s.settimeout(0.001)
                        if s.recv(1) == b"":
                            gone.add(i)
                    except socket.timeout:
                        pass
                    except OSError:
                        gone.add(i)
        self.assertEqual(len(gone), 100)
        self.assertGreater(time.monotonic() - began, 0.5)
        with self.server.connect() as s: # and others are served all the while
            self.assertEqual(ask(s, "GET", "/api/hello").status, 200)
        for s in sockets:
            s.close()

    def test_who_drips_a_body_is_dropped_in_time(self):
        with self.server.connect() as s:
            began = time.monotonic()
            s.sendall(POST + b"Host: t\r\nContent-Length: 1000\r\n\r\n")
            try:
                while time.monotonic() - began < SLOW:
                    s.send(b"a")
                    time.sleep(0.05)
                self.fail("still there")
            except OSError:
                pass
            self.assertLess(time.monotonic() - began, SLOW)

    def test_an_idle_connection_that_drips_its_next_request_is_dropped(self):
        with self.server.connect() as s:
            self.assertEqual(ask(s, "GET", "/api/hello").status, 200)
            began = time.monotonic()
            try:
                while time.monotonic() - began < SLOW:
                    s.send(b"G")
                    time.sleep(0.1)
                self.fail("still there")
            except OSError:
                pass

    def test_clients_that_leave_in_the_middle(self):
        for _ in range(30):
            s = self.server.connect()
            s.sendall(b"GET /api/large HTTP/1.1\r\nHost: t\r\n\r\n")
            s.close()
            s = self.server.connect()
            s.sendall(POST + b"Host: t\r\nContent-Length: 1000\r\n\r\nabc")
            s.close()
        with self.server.connect() as s:
            self.assertEqual(ask(s, "GET", "/api/hello").status, 200)


class Events(unittest.TestCase):
    def setUp(self):
        self.server = Server()
        self.control = self.server.connect()

    def tearDown(self):
        self.control.close()
        code, _ = self.server.stop()
        self.assertEqual(code, 0)

    def say(self, text):
        self.assertEqual(ask(self.control, "POST", "/api/publish", body=text.encode()).status, 200)

    def listen(self, headers=(), path="/api/events"):
        s = self.server.connect()
        reply = ask(s, "GET", path, headers)
        return s, reply

    def read(self, reply, count, kind="change"):
        """The next events of a kind, as (id, data)."""
        got, event = [], {}
        while len(got) < count:
            line = reply.file.readline()
            if not line:
                break
            line = line.decode().rstrip("\r\n")
            if line == "" and event:
                if event.get("event") == kind:
                    got.append((event.get("id"), event.get("data")))
                event = {}
            elif ": " in line and not line.startswith(":"):
                name, value = line.split(": ", 1)
                event[name] = value
        return got

    def test_everybody_hears_it(self):
        listeners = [self.listen(path=f"/api/events?who={w}") for w in "abcdef"]
        for s, reply in listeners:
            self.assertEqual(reply.headers["content-type"], "text/event-stream")
        for i in range(10):
            self.say(json.dumps({"n": i}))
        for s, reply in listeners:
            self.assertEqual(self.read(reply, 10),
                             [(str(i + 1), json.dumps({"n": i})) for i in range(10)])
            s.close()

    def test_who_comes_back_hears_what_was_missed(self):
        for i in range(20):
            self.say(str(i))
        s, reply = self.listen(["Last-Event-ID: 15"])
        self.assertEqual([id for id, _ in self.read(reply, 5)], ["16", "17", "18", "19", "20"])
        s.close()

    def test_who_missed_too_much_is_told_to_start_again(self):
        for i in range(1030):
            self.say(str(i))
        s, reply = self.listen(["Last-Event-ID: 2"])
        self.assertEqual(self.read(reply, 1, "reset")[0][0], "1030")
        s.close()
        s, reply = self.listen(["Last-Event-ID: 5000"]) # of an earlier run
        self.assertEqual(len(self.read(reply, 1, "reset")), 1)
        s.close()

    def test_a_new_page_hears_the_newest_number(self):
        self.say("1")
        s, reply = self.listen()
        self.assertEqual(self.read(reply, 1, "hello"), [("1", "{}")])
        s.close()

    def test_nobody_opens_more_than_his_share(self):
        streams = [self.listen(path="/api/events?who=x") for _ in range(13)]
        self.assertEqual([r.status for _, r in streams], [200] * 12 + [429])
        s, reply = self.listen(path="/api/events?who=y")
        self.assertEqual(reply.status, 200)
        for s2, _ in streams + [(s, None)]:
            s2.close()

    def test_signing_out_ends_the_stream(self):
        s, reply = self.listen()
        self.assertEqual(ask(self.control, "POST", "/api/drop").status, 200)
        self.assertEqual(self.read(reply, 1), [])
        s.close()

    def test_listeners_that_leave_without_a_word(self):
        for _ in range(40):
            s, reply = self.listen(path="/api/events?who=%c" % (65 + _ % 20))
            s.close()
        for i in range(5):
            self.say(str(i))
        s, reply = self.listen(["Last-Event-ID: 3"])
        self.assertEqual(len(self.read(reply, 2)), 2)
        s.close()

    def test_a_stop_ends_the_streams(self):
        s, reply = self.listen()
        self.read(reply, 1, "hello")
        code, said = self.server.stop()
        self.assertEqual(code, 0)
        self.assertIn("streams 1", said)
        self.assertEqual(reply.file.read()[-5:], b"0\r\n\r\n")
        s.close()
        self.server = Server()


class Stopping(unittest.TestCase):
    def test_a_running_request_is_answered_before_the_end(self):
        server = Server()
        with server.connect() as s:
            s.sendall(b"GET /api/slow HTTP/1.1\r\nHost: t\r\n\r\n")
            time.sleep(0.15)
            code = []
            stopper = threading.Thread(target=lambda: code.append(server.stop()[0]))
            stopper.start()
            reply = Reply(s)
            self.assertEqual((reply.status, json.loads(reply.body)), (200, {"slow": True}))
            self.assertEqual(reply.headers["connection"].lower(), "close")
            stopper.join()
            self.assertEqual(code, [0])
        with self.assertRaises(OSError):
            server.connect()


if __name__ == "__main__":
    unittest.main(verbosity=1)
