#!/usr/bin/env python3
"""test_account.py FIXTURE - sign-in with a second factor, one's own account,
tokens, everybody's accounts; a directory (slapd) and an OpenID provider, both
real and started here."""
import base64
import hashlib
import hmac
import html
import http.cookiejar
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

import test_api as harness
from test_api import Client

HERE = os.path.dirname(os.path.abspath(__file__))
GOOD = "Quiet-river-%d"


def code_of(secret, when=None, steps=0):
    """RFC 6238, written again so that it is not our own."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    count = int((when or time.time()) // 30) + steps
    mac = hmac.new(key, count.to_bytes(8, "big"), hashlib.sha1).digest()
    at = mac[-1] & 15
    return "%06d" % ((int.from_bytes(mac[at:at + 4], "big") & 0x7FFFFFFF) % 10**6)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Case(unittest.TestCase):
    def good(self, answer, status=(200, 201, 204)):
        self.assertIn(answer[0], status, answer[1])
        return answer[1]

    def person(self, role):
        """A fresh person with an account of that role, made by the administrator."""
        type(self).made = getattr(type(self), "made", 0) + 1
        name = f"{role}{type(self).__name__.lower()}{self.made}"
        people = self.good(Client(harness.SERVER, "system").get("/api/v1/people"))["items"]
        who = [one for one in people if one["role"] == role][-1]
        return name, who["id"]

    def give(self, login, person, **more):
        return self.good(Client(harness.SERVER, "security").post(
            "/api/v1/accounts", {"person": person, "login": login, **more}))


class OwnAccount(Case):
    def test_a_given_password_is_changed_before_anything_else(self):
        made = self.give("member", self.person("member")[1])
        client = Client(harness.SERVER)
        session = self.good(client.post("/api/v1/session", {"name": "member", "password": made["password"]}))
        self.assertEqual(session["stage"], "password")
        status, body = client.get("/api/v1/tasks")
        self.assertEqual((status, body["problems"][0]["field"]), (403, "stage"))
        for old, new in (("wrong", GOOD % 1), (made["password"], "short"), (made["password"], made["password"])):
            self.assertEqual(client.post("/api/v1/me/password", {"old": old, "password": new})[0], 422, new)
        self.assertEqual(self.good(client.post("/api/v1/me/password",
                                               {"old": made["password"], "password": GOOD % 1})), {"stage": "in"})
        self.assertEqual(client.get("/api/v1/tasks")[0], 200)
        # one of the last five does not come again
        for turn in range(2, 6):
            self.good(client.post("/api/v1/me/password", {"old": GOOD % (turn - 1), "password": GOOD % turn}))
        self.assertEqual(client.post("/api/v1/me/password", {"old": GOOD % 5, "password": GOOD % 2})[0], 422)
        self.good(client.post("/api/v1/me/password", {"old": GOOD % 5, "password": GOOD % 6}))
        self.good(client.post("/api/v1/me/password", {"old": GOOD % 6, "password": GOOD % 1}))
        harness.SERVER.passwords["member"] = GOOD % 1

    def test_a_new_password_ends_the_other_sessions(self):
        password = harness.SERVER.passwords["liaison"]
        one, two = Client(harness.SERVER, "liaison"), Client(harness.SERVER, "liaison")
        self.good(one.post("/api/v1/me/password", {"old": password, "password": GOOD % 21}))
        harness.SERVER.passwords["liaison"] = GOOD % 21
        self.assertEqual(one.get("/api/v1/session")[0], 200)
        self.assertEqual(two.get("/api/v1/session")[0], 401)

    def test_sessions_are_listed_and_ended(self):
        one, two = Client(harness.SERVER, "head"), Client(harness.SERVER, "head")
        rows = self.good(one.get("/api/v1/me"))["sessions"]
        self.assertGreaterEqual(len(rows), 2)
        self.assertEqual(sum(row["mine"] for row in rows), 1)
        other = next(row for row in rows if not row["mine"])
        self.assertEqual(one.ask("DELETE", "/api/v1/me/sessions/" + other["id"])[0], 204)
        self.assertEqual(one.ask("DELETE", "/api/v1/me/sessions/" + other["id"])[0], 404)
        self.assertEqual(one.ask("DELETE", "/api/v1/me/sessions")[0], 204)
        self.assertEqual(len(self.good(one.get("/api/v1/me"))["sessions"]), 1)
        self.assertEqual(two.get("/api/v1/session")[0], 401)


class SecondFactor(Case):
    def test_from_the_first_scan_to_the_last_recovery_code(self):
        client = Client(harness.SERVER, "leader")
        fresh = self.good(client.post("/api/v1/me/factor"))
        self.assertEqual(len(fresh["rows"]), len(fresh["rows"][0]))
        self.assertIn("secret=" + fresh["secret"], fresh["url"])
        # not asked for before it is confirmed
        self.assertEqual(Client(harness.SERVER, "leader").session["stage"], "in")
        self.assertEqual(client.post("/api/v1/me/factor/confirm", {"code": "000000"})[0], 422)
        codes = self.good(client.post("/api/v1/me/factor/confirm",
                                      {"code": code_of(fresh["secret"], steps=-1)}))["codes"]
        self.assertEqual(len(set(codes)), 10)

        half = Client(harness.SERVER)
        password = harness.SERVER.passwords["leader"]
        session = self.good(half.post("/api/v1/session", {"name": "leader", "password": password}))
        self.assertEqual(session["stage"], "code")
        before = half.cookie
        for path in ("/api/v1/wall", "/api/v1/me", "/api/v1/events"):
            self.assertEqual(half.get(path)[0], 401, path)
        self.assertEqual(half.post("/api/v1/session/code", {"code": "123456"})[0], 401)
        used = code_of(fresh["secret"])
        self.assertEqual(self.good(half.post("/api/v1/session/code", {"code": used}))["stage"], "in")
        self.assertNotEqual(before, half.cookie)  # a new token: the half one is worth nothing now
        self.assertEqual(half.get("/api/v1/session", headers={"Cookie": before})[0], 401)
        self.assertEqual(half.get("/api/v1/wall")[0], 200)

        # the same code does not come twice, a recovery code once
        for code, want in ((used, 401), (codes[0].upper(), 200), (codes[0], 401), (codes[1].replace("-", ""), 200)):
            again = Client(harness.SERVER)
            self.good(again.post("/api/v1/session", {"name": "leader", "password": password}))
            self.assertEqual(again.post("/api/v1/session/code", {"code": code})[0], want, code)
        self.assertEqual(self.good(half.get("/api/v1/me"))["recovery_left"], 8)
        self.assertEqual(half.post("/api/v1/me/factor/off", {"password": "wrong"})[0], 422)
        self.assertEqual(half.post("/api/v1/me/factor/off", {"password": password})[0], 204)
        self.assertEqual(Client(harness.SERVER, "leader").session["stage"], "in")

    def test_wrong_codes_lock_as_wrong_passwords_do(self):
        client = Client(harness.SERVER, "expert")
        fresh = self.good(client.post("/api/v1/me/factor"))
        self.good(client.post("/api/v1/me/factor/confirm", {"code": code_of(fresh["secret"], steps=-1)}))
        half = Client(harness.SERVER)
        where = {"X-Forwarded-For": "10.7.7.7"}
        sign_in = {"name": "expert", "password": harness.SERVER.passwords["expert"]}
        self.good(half.post("/api/v1/session", sign_in, headers=where))
        statuses = [half.post("/api/v1/session/code", {"code": "111111"}, headers=where)[0] for _ in range(6)]
        self.assertEqual(statuses, [401] * 5 + [429])
        self.assertEqual(half.post("/api/v1/session/code", {"code": code_of(fresh["secret"])}, headers=where)[0], 429)

    def test_the_rules_may_ask_for_it(self):
        security = Client(harness.SERVER, "security")
        now = self.good(security.get("/api/v1/security"))
        edit = self.good(security.ask("PATCH", "/api/v1/security", {"second": "admins"},
                                      {"If-Match": str(now["revision"])}))
        try:
            client = Client(harness.SERVER, "audit")
            self.assertEqual(client.session["stage"], "enrol")
            self.assertEqual(client.get("/api/v1/journal")[0], 403)
            fresh = self.good(client.post("/api/v1/me/factor"))
            done = self.good(client.post("/api/v1/me/factor/confirm", {"code": code_of(fresh["secret"])}))
            self.assertEqual(done["stage"], "in")
            self.assertEqual(client.get("/api/v1/journal")[0], 200)
            self.assertEqual(client.post("/api/v1/me/factor/off",
                                         {"password": harness.SERVER.passwords["audit"]})[0], 403)
            self.assertEqual(Client(harness.SERVER, "office").session["stage"], "in")
        finally:
            self.good(security.ask("PATCH", "/api/v1/security", {"second": "choice"},
                                   {"If-Match": str(edit["revision"])}))
        # somebody set it meanwhile: the second writer is told
        self.assertEqual(security.ask("PATCH", "/api/v1/security", {"second": "all"},
                                      {"If-Match": str(edit["revision"])})[0], 412)


class Tokens(Case):
    def make(self, client, scopes, days=30):
        return self.good(client.post("/api/v1/me/tokens", {"name": "台账同步", "scopes": scopes, "days": days}))

    def bearer(self, made):
        return {"Authorization": "Bearer " + made["text"], "X-Guatu": None}

    def test_a_token_does_what_it_says_and_no_more(self):
        office = Client(harness.SERVER, "office")
        made = self.make(office, "wall:write docs:read")
        nobody, head = Client(harness.SERVER), self.bearer(made)
        self.assertEqual(nobody.get("/api/v1/wall", headers=head)[0], 200)
        self.assertEqual(nobody.post("/api/v1/tasks", {"title": "由接口新增"}, headers=head)[0], 200)
        self.assertEqual(nobody.get("/api/v1/directives", headers=head)[0], 200)
        for method, path, body in (("GET", "/api/v1/people", None), ("GET", "/api/v1/me", None),
                                   ("POST", "/api/v1/nodes", {"name": "x", "kind": "flag", "start": "2026-01-01"}),
                                   ("POST", "/api/v1/me/tokens", {"name": "x", "scopes": "wall:read", "days": 1})):
            status, answer = nobody.ask(method, path, body, head)
            self.assertEqual((status, "does not cover" in answer["detail"]), (403, True), path)
        self.assertEqual(office.ask("DELETE", f"/api/v1/me/tokens/{made['token']['id']}")[0], 204)
        self.assertEqual(nobody.get("/api/v1/wall", headers=head)[0], 401)
        self.assertIsNotNone(made["token"]["hint"])
        self.assertNotIn(made["text"], str(office.get("/api/v1/me")))

    def test_a_token_is_never_wider_than_its_person(self):
        made = self.make(Client(harness.SERVER, "reader"), "wall:write")
        nobody, head = Client(harness.SERVER), self.bearer(made)
        self.assertEqual(nobody.get("/api/v1/wall", headers=head)[0], 200)
        self.assertEqual(nobody.post("/api/v1/tasks", {"title": "x"}, headers=head)[0], 403)

    def test_nonsense_is_refused(self):
        office = Client(harness.SERVER, "office")
        for scopes, days in (("", 1), ("wall", 1), ("self:write", 1), ("king:read", 1), ("wall:read", 0),
                             ("wall:read", 367)):
            self.assertEqual(office.post("/api/v1/me/tokens", {"name": "x", "scopes": scopes, "days": days})[0], 422)
        other = self.make(Client(harness.SERVER, "reader"), "wall:read")["token"]["id"]
        self.assertEqual(office.ask("DELETE", f"/api/v1/me/tokens/{other}")[0], 404)
        for text in ("gtk_" + "0" * 64, "gtk_", "x", "gtk_" + "g" * 64):
            self.assertEqual(Client(harness.SERVER).get(
                "/api/v1/wall", headers={"Authorization": "Bearer " + text,
                                         "X-Forwarded-For": "10.5.5.5"})[0], 401, text)


class Administrators(Case):
    def test_accounts_are_the_work_of_one(self):
        for name in ("office", "system", "audit", "leader"):
            client = Client(harness.SERVER, name)
            self.assertEqual(client.post("/api/v1/accounts", {"person": 1, "login": "x"})[0], 403, name)
        rows = self.good(Client(harness.SERVER, "security").get("/api/v1/accounts"))["items"]
        self.assertTrue({"office", "security", "audit"} <= {row["login"] for row in rows})
        self.assertNotIn("argon2", str(rows))

    def test_switched_off_and_on_again(self):
        security, (_, person) = Client(harness.SERVER, "security"), self.person("challenger")
        victim = Client(harness.SERVER, "challenger")
        self.assertEqual(security.post(f"/api/v1/accounts/{person}/act", {"act": "disable"})[0], 204)
        self.assertEqual(victim.get("/api/v1/session")[0], 401)
        self.assertEqual(victim.post("/api/v1/session", {"name": "challenger", "password": harness.SERVER.passwords[
            "challenger"]})[0], 403)
        self.assertEqual(security.post(f"/api/v1/accounts/{person}/act", {"act": "enable"})[0], 204)
        Client(harness.SERVER, "challenger")
        mine = self.person("security")[1]
        self.assertEqual(security.post(f"/api/v1/accounts/{mine}/act", {"act": "disable"})[0], 403)

    def test_the_host_prefix_where_tls_protects_the_cookie(self):
        client = Client(harness.SERVER)
        client.post("/api/v1/session", {"name": "office", "password": harness.SERVER.passwords["office"]},
                    headers={"X-Forwarded-Proto": "https"})
        cookie = client.headers["Set-Cookie"]
        self.assertTrue(cookie.startswith("__Host-guatu_session="), cookie)
        for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Strict"):
            self.assertIn(part, cookie)
        self.assertNotIn("Domain", cookie)


class Directory(Case):
    """Passwords that a real OpenLDAP keeps."""

    @classmethod
    def setUpClass(cls):
        cls.script = os.path.join(os.environ["GUATU_SOURCE"], "test/door/slapd.sh")
        cls.dir, cls.port = tempfile.mkdtemp(prefix="guatu-slapd-"), free_port()
        code = subprocess.run([cls.script, "start", cls.dir, str(cls.port)], stderr=subprocess.DEVNULL).returncode
        if code == 77:
            print("SKIPPED: slapd is not installed, nobody signed in by a directory", file=sys.stderr)
            raise unittest.SkipTest("no slapd")
        assert code == 0

    @classmethod
    def tearDownClass(cls):
        subprocess.run([cls.script, "stop", cls.dir], check=False)
        subprocess.run(["rm", "-rf", cls.dir], check=False)

    def set(self, **edit):
        security = Client(harness.SERVER, "security")
        now = self.good(security.get("/api/v1/security"))
        return self.good(security.ask("PATCH", "/api/v1/security", edit, {"If-Match": str(now["revision"])}))

    def test_the_directory_checks_the_password(self):
        person = self.person("inspector")[1]
        shown = self.set(ldap=True, ldap_url=f"ldap://127.0.0.1:{self.port}", ldap_base="ou=people,dc=kjt,dc=example",
                         ldap_bind_dn="cn=reader,dc=kjt,dc=example", ldap_bind_password="reader-word-1")
        self.assertIs(shown["ldap_bind_password"], True)  # that it is there, never what it is
        self.assertEqual(self.give("lin", person, directory=True)["password"], "")
        client = Client(harness.SERVER)
        session = self.good(client.post("/api/v1/session", {"name": "lin", "password": "Lamp-oil-42"}))
        self.assertEqual(session["stage"], "in")
        self.assertEqual(self.good(client.get("/api/v1/me"))["way"], "directory")
        where = {"X-Forwarded-For": "10.6.6.6"}
        for password, want in (("Lamp-oil-43", 401), ("", 401)):
            self.assertEqual(client.post("/api/v1/session", {"name": "lin", "password": password}, headers=where)[0],
                             want)
        self.assertEqual(client.post("/api/v1/me/password", {"old": "Lamp-oil-42", "password": GOOD % 1})[0], 422)
        journal = str(self.good(Client(harness.SERVER, "office").get("/api/v1/journal?limit=100")))
        self.assertNotIn("reader-word-1", journal)
        # a directory that does not answer is no wrong password
        self.set(ldap_url=f"ldap://127.0.0.1:{free_port()}")
        status, body = client.post("/api/v1/session", {"name": "lin", "password": "Lamp-oil-42"}, headers=where)
        self.assertEqual(status, 502, body)
        self.set(ldap=False)


class Provider(Case):
    """Sign-in by oidc-provider, a certified OpenID provider."""

    @classmethod
    def setUpClass(cls):
        if not os.path.isdir(os.path.join(HERE, "oidc/node_modules/oidc-provider")):
            print("SKIPPED: npm ci in test/api/oidc was not run, nobody signed in by a provider", file=sys.stderr)
            raise unittest.SkipTest("no oidc-provider")

    def start(self, alg):
        port = free_port()
        back = f"http://127.0.0.1:{harness.SERVER.port}/api/v1/sign-in/oidc/back"
        self.process = subprocess.Popen(["node", "provider.mjs", str(port), back, alg], text=True,
                                        cwd=os.path.join(HERE, "oidc"), stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        for line in self.process.stdout:
            if "ready" in line:
                break
        security = Client(harness.SERVER, "security")
        now = self.good(security.get("/api/v1/security"))
        self.good(security.ask("PATCH", "/api/v1/security", {
            "oidc": True, "oidc_name": "省级统一身份", "oidc_name_en": "Provincial sign-in",
            "oidc_issuer": f"http://127.0.0.1:{port}", "oidc_client": "guatu",
            "oidc_secret": "a-secret-of-the-test"}, {"If-Match": str(now["revision"])}))

    def tearDown(self):
        self.process.terminate()
        self.process.wait(20)
        self.process.stdout.close()

    def browse(self, login, to="/wall"):
        """A browser of urllib's, through the provider's own pages."""
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        base = f"http://127.0.0.1:{harness.SERVER.port}"
        page = browser.open(base + "/api/v1/sign-in/oidc?to=" + urllib.parse.quote(to))
        for _ in range(4):
            text = page.read().decode()
            form = re.search(r'<form[^>]*action="([^"]+)"', text)
            if form is None:
                return jar, text, page.url
            fields = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', text))
            if 'name="login"' in text:
                fields.update(login=login, password="x")
            page = browser.open(html.unescape(form[1]), urllib.parse.urlencode(fields).encode())
        raise AssertionError("the provider asks without end")

    def test_code_flow_by_both_algorithms(self):
        for alg in ("RS256", "ES256"):
            self.start(alg)
            ways = self.good(Client(harness.SERVER).get("/api/v1/sign-in"))
            self.assertEqual(ways["provider"], "Provincial sign-in")
            jar, text, _ = self.browse("office")
            self.assertIn("url=/wall", text)
            cookie = next(one for one in jar if one.name == "guatu_session")
            client = Client(harness.SERVER)
            client.cookie = "guatu_session=" + cookie.value
            session = self.good(client.get("/api/v1/session"))
            self.assertEqual((session["role"], session["stage"]), ("office", "in"))
            self.assertEqual(next(row["way"] for row in self.good(client.get("/api/v1/me"))["sessions"]
                                  if row["mine"]), "oidc")
            # nobody here: the sign-in page says so, and no session was opened
            jar, text, _ = self.browse("stranger")
            self.assertIn("/signin?provider=refused", text)
            self.assertNotIn("guatu_session", [one.name for one in jar])
            # never off to another site
            self.assertIn("url=/\"", self.browse("office", "//evil.example/")[1])
            self.tearDown()
        self.start("RS256")

    def test_what_was_not_begun_here_is_refused(self):
        self.start("RS256")
        base = f"http://127.0.0.1:{harness.SERVER.port}/api/v1/sign-in/oidc/back"
        for query, cookie in (("?code=x&state=y", ""), ("?code=x&state=y", "guatu_oidc=abc"), ("", ""),
                              ("?error=access_denied&state=y", "")):
            ask = urllib.request.Request(base + query, headers={"Cookie": cookie, "X-Forwarded-For": "10.4.4.4"})
            self.assertIn("/signin?provider=refused", urllib.request.urlopen(ask).read().decode())
        # begun, but the state is another sign-in's
        jar = http.cookiejar.CookieJar()

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None

        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), Stay)
        try:
            browser.open(f"http://127.0.0.1:{harness.SERVER.port}/api/v1/sign-in/oidc")
        except urllib.error.HTTPError as reply:
            self.assertEqual(reply.code, 302)
            where = urllib.parse.parse_qs(urllib.parse.urlparse(reply.headers["Location"]).query)
        self.assertEqual((where["code_challenge_method"], where["response_type"]), (["S256"], ["code"]))
        page = browser.open(base + "?code=x&state=" + "A" * len(where["state"][0])).read().decode()
        self.assertIn("/signin?provider=refused", page)


if __name__ == "__main__":
    harness.learn()
    program = unittest.main(verbosity=1, exit=False, warnings="ignore")
    code = harness.SERVER.stop()
    lines = [line for line in harness.RECORDED if line.split("\t")[0] not in ("binary", "events", "")]
    checked = subprocess.run([harness.FIXTURE, "--check"], input="\n".join(lines) + "\n", text=True)
    sys.exit(0 if program.result.wasSuccessful() and code == 0 and checked.returncode == 0 else 1)
