#!/usr/bin/env python3
"""test_serve.py GUATU FIXTURE - the program as its user runs it: settings,
address, TLS, signals, the end."""
import http.client
import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import unittest

GUATU, FIXTURE = sys.argv.pop(1), sys.argv.pop(1)
WEB = os.path.join(os.environ["GUATU_SOURCE"], "test/data/http/web")
FOLDER = tempfile.TemporaryDirectory()
SPACE = os.path.join(FOLDER.name, "a.gtspace")


def environment():
    return {name: value for name, value in os.environ.items() if not name.startswith("GUATU_")}


class Program:
    def __init__(self, *options, env=None):
        self.process = subprocess.Popen(
            [GUATU, "serve", "--lang", "en", "--json", "--space", SPACE, *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**environment(), **(env or {})})
        line = self.process.stdout.readline()
        self.address = json.loads(line)["address"] if line else None

    def end(self, which=signal.SIGTERM):
        self.process.send_signal(which)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, err


def get(address, path, context=None):
    scheme, rest = address.rstrip("/").split("://")
    maker = http.client.HTTPSConnection if scheme == "https" else http.client.HTTPConnection
    connection = maker(rest, timeout=10, **({"context": context} if context else {}))
    connection.request("GET", path)
    reply = connection.getresponse()
    status, body = reply.status, reply.read()
    connection.close()
    return status, body


class Serving(unittest.TestCase):
    def test_it_says_where_it_is_and_stops_when_told(self):
        for which in (signal.SIGTERM, signal.SIGINT):
            program = Program("--listen", "127.0.0.1:0", "--web", WEB)
            self.assertEqual(get(program.address, "/healthz")[0], 200)
            self.assertIn("首页", get(program.address, "/wall")[1].decode())
            code, err = program.end(which)
            self.assertEqual((code, "stopping" in err), (0, True), err)
            with self.assertRaises(OSError):
                get(program.address, "/healthz")

    def test_settings_from_file_and_environment(self):
        config = os.path.join(FOLDER.name, "guatu.conf")
        with open(config, "w", encoding="utf-8") as file:
            file.write(f"# settings\nlisten = 127.0.0.1:0\nweb = {WEB}\nworkers = 2\n")
        program = Program("--config", config)
        self.assertEqual(get(program.address, "/")[0], 200)
        self.assertEqual(program.end()[0], 0)
        program = Program("--config", config, env={"GUATU_LISTEN": "[::1]:0"})
        self.assertTrue(program.address.startswith("http://[::1]:"))
        self.assertEqual(program.end()[0], 0)
        with open(config, "a", encoding="utf-8") as file:
            file.write("colour = red\n")
        program = Program("--config", config)
        code, err = program.end()
        self.assertEqual((code, "line 5: no setting colour" in err), (3, True), err)

    def test_a_unix_socket(self):
        path = os.path.join(FOLDER.name, "g.sock")
        program = Program("--listen", "unix:" + path)
        with socket.socket(socket.AF_UNIX) as s:
            s.connect(path)
            s.sendall(b"GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
            self.assertIn(b"200 OK", s.recv(4096))
        self.assertEqual(program.end()[0], 0)
        self.assertFalse(os.path.exists(path))

    def test_tls_by_itself(self):
        if not shutil.which("openssl"):
            print("SKIPPED test_tls_by_itself: there is no openssl to make a certificate")
            return
        cert, key = os.path.join(FOLDER.name, "c.pem"), os.path.join(FOLDER.name, "k.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                        "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                        "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                        "-keyout", key, "-out", cert], check=True, capture_output=True)
        program = Program("--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", key)
        self.assertTrue(program.address.startswith("https://"))
        context = ssl.create_default_context(cafile=cert)
        self.assertEqual(get(program.address, "/healthz", context)[0], 200)
        self.assertEqual(program.end()[0], 0)
        code, err = Program("--listen", "127.0.0.1:0", "--tls-cert", cert).end()
        self.assertEqual((code, "belong together" in err), (3, True), err)

    def test_a_hang_up_opens_the_log_anew(self):
        log = os.path.join(FOLDER.name, "guatu.log")
        program = Program("--listen", "127.0.0.1:0", "--log", log)
        os.rename(log, log + ".1")
        program.process.send_signal(signal.SIGHUP)
        for _ in range(100):
            if os.path.exists(log):
                break
            time.sleep(0.05)
        self.assertEqual(program.end()[0], 0)
        with open(log, encoding="utf-8") as file:
            self.assertIn("stopping", file.read())

    def test_what_cannot_be_served_is_said(self):
        for options, code, words in (
                (("--listen", "nowhere"), 3, "nowhere"),
                (("--listen", "127.0.0.1:99999"), 3, "99999"),
                (("--listen", "127.0.0.1:0", "--web", FOLDER.name), 3, "index.html"),
                (("--listen", "127.0.0.1:0", "--workers", "0"), 3, "workers"),
                (("--listen", "127.0.0.1:0", "--space", SPACE + ".none"), 3, ".none"),
                (("--colour",), 2, "--colour")):
            program = Program(*options)
            out, err = program.process.communicate(timeout=30)
            self.assertEqual((program.process.returncode, words in err), (code, True),
                             f"{options}: {err}")


def make_space():
    fixture = subprocess.Popen([FIXTURE, SPACE], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               text=True)
    while not fixture.stdout.readline().startswith("port"):
        pass
    fixture.communicate(timeout=60)


if __name__ == "__main__":
    make_space()
    unittest.main(verbosity=1, warnings="ignore")
